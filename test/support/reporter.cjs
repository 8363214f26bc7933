'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual output; the counts, and what failed and why, go into a file for whoever runs it. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions?.counts;
    const failed = [];
    runner.on('fail', (test, error) => failed.push({ title: test.fullTitle(), file: test.file, error: reason(error) }));
    runner.on('end', () => {
      const { passes, failures } = this.stats;
      if (file) fs.writeFileSync(file, JSON.stringify({ passes, failures, failed }));
    });
  }
};

function reason(error) {
  return String(error?.stack ?? error).slice(0, 1_500);
}
