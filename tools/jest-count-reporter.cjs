const fs = require('node:fs');
const path = require('node:path');

/** Writes how many tests ran to a file, so that `npm test` can add up every project, cached ones too. */
module.exports = class CountReporter {
  constructor(_globalConfig, options) {
    this.outFile = options.outFile;
  }

  onRunComplete(_contexts, results) {
    fs.mkdirSync(path.dirname(this.outFile), { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests,
      skipped: results.numPendingTests + results.numTodoTests,
      suiteErrors: results.numRuntimeErrorTestSuites,
    };
    fs.writeFileSync(this.outFile, JSON.stringify(counts));
  }
};
