import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startProcess, type RunningProcess } from '@genvideo/testing';
import { buildImageTree } from './build-image-tree';
import { readImage } from './read-image';

const ENCLOSE = path.join(__dirname, 'run-enclosed.sh');

/** Whether this machine lets us shut a program in: as root, with mounts of its own. */
export const canEnclose =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'mount', '--bind', os.tmpdir(), os.tmpdir()]).status === 0;

export interface RunOptions {
  /** Beside what the image sets. */
  env?: Readonly<Record<string, string>>;
  /** Instead of the image's own command. */
  command?: readonly string[];
  /** A line that says it is ready. */
  readyWhen?: string;
}

/** An image as far as it can be had without a container engine. */
export interface OpenImage {
  /** Runs a command in it: as its user, with nothing to write but /tmp and /data. */
  run: (options?: RunOptions) => Promise<RunningProcess>;
  /** Asks as its HEALTHCHECK does, on another port; gives the exit status. */
  checkHealth: (port: number) => number | null;
  remove: () => void;
}

/** Node.js is this machine's, and so is the first process, where there is one. */
const toOurs = (words: readonly string[]): string[] =>
  (words[1] === '--' && !existsSync(words[0] ?? '') ? words.slice(2) : words).map((word) =>
    word === 'node' ? '/node' : word,
  );

const PATHS = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Lays out what the stages of a target copy. Its packages are installed as the Dockerfile does it. */
export function openImage(target: string): OpenImage {
  const image = readImage(target);
  const uid = image.user?.split(':')[0] ?? '';
  const root = buildImageTree(target, Number(uid));
  const toArguments = (words: readonly string[], env: RunOptions['env']): string[] => [
    ...['--mount', 'sh', ENCLOSE, root, process.execPath, uid, '/usr/bin/env', '-i', PATHS],
    ...Object.entries({ ...image.env, ...env }).map(([name, value]) => `${name}=${value}`),
    ...toOurs(words),
  ];
  return {
    run: ({ env, command = [...image.entrypoint, ...image.command], readyWhen } = {}) =>
      startProcess({
        command: 'unshare',
        args: toArguments(command, env),
        ...(readyWhen === undefined ? {} : { readyWhen, readyTimeoutMs: 60_000 }),
      }),
    checkHealth(port) {
      const [node = '', script = '', , route = ''] = image.healthCheck ?? [];
      return spawnSync('unshare', toArguments([node, script, String(port), route], {})).status;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
