const path = require('node:path');

/** Packages that ship ES modules only: Jest on Node 20 has to compile them. */
const esmOnly = ['ky', 'csv-parse', 'p-limit', 'yocto-queue'];

/**
 * The Jest configuration every project shares.
 * @param {string} dir the project's folder
 * @param {import('jest').Config} [extra]
 * @returns {import('jest').Config}
 */
module.exports = (dir, extra = {}) => ({
  displayName: path.basename(dir),
  rootDir: dir,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  testEnvironmentOptions: { customExportConditions: ['@genvideo/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, transform: { hidden: { jest: true } } },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  reporters: [
    'default',
    [
      path.join(__dirname, 'tools/jest-count-reporter.cjs'),
      { outFile: path.join(dir, 'test-output/counts.json') },
    ],
  ],
  ...extra,
});
