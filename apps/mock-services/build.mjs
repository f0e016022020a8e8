import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** Workspace packages are inlined from their sources; registry packages stay external. */
const externalRegistry = {
  name: 'external-registry',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@genvideo/') ? undefined : { path, external: true },
    );
  },
};

await rm('dist', { recursive: true, force: true });
await build({
  // The encoding thread is started as a file of its own.
  entryPoints: ['src/main.ts', 'src/encode-thread.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  conditions: ['@genvideo/source'],
  plugins: [externalRegistry],
  logLevel: 'warning',
});
