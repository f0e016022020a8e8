import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The export condition under which workspace packages give their TypeScript sources. */
export const conditions = ['@genvideo/source'];

/** The package.json that a folder belongs to. */
const readManifest = (folder) => {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : readManifest(path.dirname(folder));
};

/** A package of the registry that is there only while its importer is built: it has to go into the built file. */
const isBuildDependency = (specifier, folder) => {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const { devDependencies = {}, peerDependencies = {} } = readManifest(folder);
  return name in devDependencies && !(name in peerDependencies);
};

/** Where a package lies that is imported from a folder: the nearest node_modules that has it. */
const findPackage = (specifier, folder) => {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const found = path.join(folder, 'node_modules', name);
  if (existsSync(found) || folder === path.dirname(folder)) return found;
  return findPackage(specifier, path.dirname(folder));
};

/** Another version than the rest of the workspace has: the built file, which lies elsewhere, would get that one. */
const isNested = (specifier, folder) =>
  !isBuiltin(specifier) && findPackage(specifier, folder) !== findPackage(specifier, ROOT);

const isInlined = ({ kind, path: specifier, resolveDir }) =>
  kind === 'entry-point' ||
  specifier.startsWith('@genvideo/') ||
  resolveDir.includes('/node_modules/') ||
  isBuildDependency(specifier, resolveDir) ||
  isNested(specifier, resolveDir);

/**
 * Packages from the registry stay imports, of what lies in the workspace's own node_modules; those of this workspace are
 * inlined, with what they inline themselves.
 */
const externalRegistry = {
  name: 'external-registry',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./#]/ }, (args) =>
      isInlined(args) ? undefined : { path: args.path, external: true },
    );
  },
};

/**
 * Bundles an app's own code into `dist/`, one CommonJS file per entry point.
 * @param {{ entryPoints: string[] | Record<string, string> }} options relative to the app's folder, or by the name of the built file
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
