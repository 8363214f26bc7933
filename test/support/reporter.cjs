'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

/**
 * Mocha's usual output; the counts, what failed and why, and the seconds of each file go to the program that runs the
 * tests: into the file `counts`, or to the function `ended`.
 */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts: file, ended } = options.reporterOptions ?? {};
    const failed = [];
    const seconds = {};
    const begun = new Map();
    runner.on('suite', (suite) => suite.parent?.root && begun.set(suite, performance.now()));
    runner.on('suite end', (suite) => {
      if (!begun.has(suite)) return;
      seconds[suite.file] = (seconds[suite.file] ?? 0) + (performance.now() - begun.get(suite)) / 1000;
    });
    runner.on('fail', (test, error) => failed.push({ title: test.fullTitle(), file: test.file, error: reason(error) }));
    runner.on('end', () => {
      const { passes, failures, pending } = this.stats;
      const counts = { passes, failures, pending, failed, seconds };
      if (file) fs.writeFileSync(file, JSON.stringify(counts));
      ended?.(counts);
    });
  }
};

function reason(error) {
  return String(error?.stack ?? error).slice(0, 1_500);
}
