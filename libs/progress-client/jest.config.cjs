module.exports = require('../../jest.preset.cjs')(__dirname, {
  globalSetup: '<rootDir>/../testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/../testing/src/global-teardown.ts',
  testTimeout: 60_000,
});
