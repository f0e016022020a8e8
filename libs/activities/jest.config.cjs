module.exports = require('../../jest.preset.cjs')(__dirname, { testTimeout: 20_000 });
