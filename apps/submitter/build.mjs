import { build } from 'esbuild';

/** Workspace packages are inlined from their sources; packages of the registry stay outside. */
const externalRegistry = {
  name: 'external-registry',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === 'entry-point' || args.path.startsWith('@genvideo/')
        ? undefined
        : { path: args.path, external: true },
    );
  },
};

await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  conditions: ['@genvideo/source'],
  plugins: [externalRegistry],
});
