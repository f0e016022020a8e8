import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** The export condition under which workspace packages give their TypeScript sources. */
export const conditions = ['@genvideo/source'];

/** Packages from the registry stay imports; those of this workspace are inlined. */
const externalRegistry = {
  name: 'external-registry',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === 'entry-point' || path.startsWith('@genvideo/') ? undefined : { path, external: true },
    );
  },
};

/**
 * Bundles an app's own code into `dist/`, one CommonJS file per entry point.
 * @param {{ entryPoints: string[] }} options relative to the app's folder
 */
export async function buildApp({ entryPoints }) {
  await rm('dist', { recursive: true, force: true });
  await build({
    entryPoints,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    conditions,
    plugins: [externalRegistry],
  });
}
