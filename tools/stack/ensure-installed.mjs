import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const OLDEST_NODE = [20, 19];

/** @param {string} file */
const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/**
 * Is everything installed that the lock file names? Compares what is written, not when: a fresh checkout is newer than
 * an installation that is still right.
 * @param {string} root the folder of package-lock.json
 */
export function isInstalled(root) {
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  return Object.entries(readPackages(path.join(root, 'package-lock.json'))).every(([name, wanted]) => {
    // The names of workspaces have no node_modules in them; other platforms' packages stay out.
    if (!name.includes('node_modules/') || wanted.optional || wanted.devOptional) return true;
    return wanted.link ? installed[name]?.link : installed[name]?.version === wanted.version;
  });
}

/** @param {string} version as in process.versions.node */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/**
 * Checks Node's version and runs `npm ci` where node_modules is missing or stale. Ends the process when it cannot.
 * @param {string} root
 */
export function ensureInstalled(root) {
  if (!isNodeNewEnough(process.versions.node)) {
    console.error(
      `GenVideo needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get one from https://nodejs.org.`,
    );
    process.exit(1);
  }
  if (isInstalled(root)) return;
  console.log(
    'Installing packages with "npm ci": about a minute, once, and again when package-lock.json changes.',
  );
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0) return;
  console.error(
    'The packages could not be installed: the lines above say why. Correct that and start again.',
  );
  process.exit(1);
}
