const fs = require('node:fs');
const path = require('node:path');

/** Enough of a failure to know it by; the whole of it stands above, among the project's own output. */
const MESSAGE_CHARS = 1_500;

const ANSI = new RegExp(String.raw`\u001B\[[\d;]*m`, 'g');

/** @param {import('@jest/test-result').TestResult[]} suites */
function listFailures(suites) {
  return suites.flatMap(({ testFilePath, testResults, testExecError, failureMessage }) => {
    const file = path.relative(path.join(__dirname, '..'), testFilePath);
    const whole = { file: testFilePath, name: file };
    if (testExecError) return [{ ...whole, message: failureMessage ?? testExecError.message }];
    return testResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        file: testFilePath,
        name: `${file}: ${fullName}`,
        message: failureMessages.join('\n'),
      }));
  });
}

/** What each file with a failure came to, for a second look at it. @param {import('@jest/test-result').TestResult[]} suites */
function listFailedFiles(suites) {
  return suites
    .filter(({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError)
    .map(({ testFilePath, numPassingTests, numPendingTests, numTodoTests }) => ({
      file: testFilePath,
      passed: numPassingTests,
      skipped: numPendingTests + numTodoTests,
    }));
}

/**
 * Writes how many tests ran, and which failed, to a file: `npm test` adds up every project, cached ones too, and says
 * at its end what failed. `GENVIDEO_TEST_COUNTS` names another file.
 */
module.exports = class CountReporter {
  constructor(_globalConfig, options) {
    this.outFile = process.env.GENVIDEO_TEST_COUNTS || options.outFile;
  }

  onRunComplete(_contexts, results) {
    fs.mkdirSync(path.dirname(this.outFile), { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests,
      skipped: results.numPendingTests + results.numTodoTests,
      suiteErrors: results.numRuntimeErrorTestSuites,
      failedFiles: listFailedFiles(results.testResults),
      failures: listFailures(results.testResults).map(({ message, ...failure }) => ({
        ...failure,
        message: message.replaceAll(ANSI, '').slice(0, MESSAGE_CHARS),
      })),
    };
    fs.writeFileSync(this.outFile, JSON.stringify(counts));
  }
};
