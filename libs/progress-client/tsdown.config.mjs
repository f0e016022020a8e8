import { defineConfig } from 'tsdown';

/** The package as others install it: what is imported from here is in it, what is imported from the registry is not. */
const shared = {
  tsconfig: 'tsconfig.lib.json',
  format: ['esm', 'cjs'],
  fixedExtension: true,
  target: 'es2022',
  sourcemap: false,
  dts: { sourcemap: false },
  report: false,
  // p-limit and what it needs have no CommonJS of their own.
  deps: { alwaysBundle: [/^@genvideo\//, /^#/, 'p-limit', 'yocto-queue'], onlyBundle: false },
};

const withConditions = (...names) => ({
  inputOptions: {
    checks: { pluginTimings: false },
    resolve: { conditionNames: ['@genvideo/source', ...names, 'import', 'default'] },
  },
});

export default defineConfig([
  {
    ...shared,
    ...withConditions('node'),
    platform: 'node',
    entry: { index: 'src/index.ts', direct: 'src/direct.ts' },
  },
  {
    ...shared,
    ...withConditions('browser'),
    platform: 'browser',
    entry: { browser: 'src/index.ts' },
    // The folder is shared with the build above.
    clean: false,
  },
]);
