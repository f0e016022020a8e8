import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { BINARY_NAME } from './binary-name';
import type { Environment } from './environment';
import { PINNED } from './pinned-versions';
import { readServerVersion } from './read-server-version';

const SCRIPT = path.join(__dirname, '..', 'sdk-download.cjs');

export interface DownloadServerOptions {
  env: Environment;
  directory: string;
  /** Give up when nothing arrived for so long; a slow download that moves goes on. Default 10,000. */
  stallMs?: number;
}

export type DownloadResult = { state: 'downloaded'; path: string } | { state: 'failed'; reason: string };

/** Has the Temporal SDK download the pinned CLI from temporal.download. Without internet it fails within `stallMs`. */
export async function downloadServer(options: DownloadServerOptions): Promise<DownloadResult> {
  const { env, directory, stallMs = 10_000 } = options;
  await mkdir(directory, { recursive: true });
  const scratch = await mkdtemp(path.join(directory, 'download-'));
  try {
    const child = spawn(process.execPath, [SCRIPT, scratch, `v${PINNED.cli}`], {
      env: { ...env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const [stderr, failure] = await Promise.all([text(child.stderr), watch({ child, scratch, stallMs })]);
    if (failure) return { state: 'failed', reason: stderr ? toReason(stderr) : failure };
    return await adopt(scratch, path.join(directory, BINARY_NAME));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Resolves when the child has ended: to null, or to what went wrong. */
async function watch(watched: {
  child: ChildProcess;
  scratch: string;
  stallMs: number;
}): Promise<string | null> {
  const { child, scratch, stallMs } = watched;
  let stalled = false;
  let lastBytes = 0;
  const ticker = setInterval(() => {
    void countBytes(scratch).then((bytes) => {
      stalled = bytes === lastBytes;
      lastBytes = bytes;
      if (stalled) killGroup(child);
    });
  }, stallMs);
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code) => {
        if (stalled) resolve(`nothing arrived within ${stallMs / 1000} s`);
        else resolve(code === 0 ? null : `exit ${String(code)}`);
      });
    });
  } finally {
    clearInterval(ticker);
  }
}

async function adopt(scratch: string, finished: string): Promise<DownloadResult> {
  for (const name of await readdir(scratch)) {
    const file = path.join(scratch, name);
    if ((await readServerVersion(file)).state === 'unusable') continue;
    await rename(file, finished);
    return { state: 'downloaded', path: finished };
  }
  return { state: 'failed', reason: 'the download held no usable server' };
}

/** The SDK says every cause twice and the address three times; the last causes tell what is wrong. */
function toReason(stderr: string): string {
  const causes = new Set((stderr.trim().split('\n')[0] ?? '').split(': '));
  return `temporal.download: ${[...causes].slice(-3).join(': ')}`;
}

async function countBytes(directory: string): Promise<number> {
  const names = await readdir(directory).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(path.join(directory, name)).catch(() => null)));
  return sizes.reduce((sum, entry) => sum + (entry?.size ?? 0), 0);
}

/** The whole group, as the SDK may have started the server already. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
