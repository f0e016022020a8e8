import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Workspace packages are compiled in from their sources; registry packages stay outside. */
const registryPackagesOutside = {
  name: 'registry-packages-outside',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@genvideo/') ? undefined : { path, external: true },
    );
  },
};

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  conditions: ['@genvideo/source'],
  plugins: [registryPackagesOutside],
});
