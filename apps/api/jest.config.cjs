module.exports = require('../../jest.preset.cjs')(__dirname, {
  globalSetup: '../../libs/testing/src/global-setup.ts',
  globalTeardown: '../../libs/testing/src/global-teardown.ts',
  testTimeout: 20_000,
});
