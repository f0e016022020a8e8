module.exports = require('../jest.preset.cjs')(__dirname, {
  testMatch: ['<rootDir>/{src,chaos}/**/*.spec.ts'],
  globalSetup: '<rootDir>/../libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/../libs/testing/src/global-teardown.ts',
  testTimeout: 180_000,
});
