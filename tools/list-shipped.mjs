import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The packages that leave this repository: in images, or installed by others. The rest builds and tests them. */
const SHIPPED = ['apps/worker', 'apps/api', 'apps/submitter', 'apps/mock-services', 'libs/progress-client'];

/**
 * Where the lock file has what a package imports by a name: the nearest node_modules, as Node.js looks for it.
 * @param {Record<string, any>} packages
 * @returns {string | null} null for what is optional and not there
 */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.includes('/') ? path.posix.dirname(folder) : '') {
    const place = path.posix.join(folder, 'node_modules', name);
    if (packages[place]) return packages[place].link ? packages[place].resolved : place;
    if (folder === '') return null;
  }
}

/**
 * All that runs in what we ship, by package-lock.json: what only builds and tests it is left out. (npm's own --omit=dev
 * leaves out whatever any workspace also builds with, and takes in what only tests run on.)
 * @param {string} root
 * @param {string[]} [packagesOfOurs] default: all that we ship
 * @returns {Map<string, { lock: any, name: string, needs: string[] }>} by its place in the lock file
 */
export function listShipped(root, packagesOfOurs = SHIPPED) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const shipped = new Map();
  const pending = [...packagesOfOurs];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (shipped.has(place)) continue;
    const lock = packages[place];
    const wanted = { ...lock.dependencies, ...lock.optionalDependencies, ...lock.peerDependencies };
    const needs = Object.keys(wanted).flatMap((name) => resolve(packages, place, name) ?? []);
    const name = lock.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    shipped.set(place, { lock, name, needs });
    pending.push(...needs);
  }
  return shipped;
}
