'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual output; the counts, what failed and why, and the seconds of each file go into a file for the program that runs it. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions?.counts;
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
      const { passes, failures } = this.stats;
      if (file) fs.writeFileSync(file, JSON.stringify({ passes, failures, failed, seconds }));
    });
  }
};

function reason(error) {
  return String(error?.stack ?? error).slice(0, 1_500);
}
