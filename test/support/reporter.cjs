'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's usual output, and the counts in a file for whoever runs it. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions?.counts;
    runner.on('end', () => {
      if (file) fs.writeFileSync(file, JSON.stringify({ passes: this.stats.passes, failures: this.stats.failures }));
    });
  }
};
