// Stands in for npm in a test that lays out an image: `npm ci --omit=dev ... --workspace FOLDER` by the lock file, from what is
// installed here already. npm itself takes half a minute of processor time for each image, and does the same.
import { existsSync, linkSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { listShipped } from '../../tools/list-shipped.mjs';

const installed = path.resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const workspace = args[args.indexOf('--workspace') + 1];
if (args[0] !== 'ci' || !args.includes('--omit=dev') || !workspace)
  throw new Error(`npm ${args.join(' ')} is not known here`);

/** Hard links where the file system allows them. */
const put = (from, to) => {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
};

/** Packages that lie within others are put by themselves, where they are wanted. */
const putFolder = (from, to) => {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) putFolder(source, target);
    else if (entry.isFile()) put(source, target);
  }
};

for (const [place, { lock }] of listShipped(process.cwd(), [workspace])) {
  if (!place.includes('node_modules/')) continue;
  const from = path.join(installed, place);
  if (existsSync(from)) putFolder(from, path.resolve(place));
  // Another platform's.
  else if (!lock.optional) throw new Error(`${place} is not installed`);
}
