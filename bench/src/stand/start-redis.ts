import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '@genvideo/temporal-server';
import { startProcess } from '@genvideo/testing';

const run = promisify(execFile);

/** A Redis server on a free port of this machine, without persistence. */
export interface Redis {
  port: number;
  version: string;
  stop: () => Promise<void>;
}

/** Why BullMQ is left out where `readRedisVersion` finds nothing, and what to do about it. */
export const NO_REDIS =
  'redis-server is not installed, so bullmq is left out. Install it (Debian, Ubuntu: apt-get install -y redis-server; macOS: brew install redis) and run again.';

/** The version of the installed redis-server, or null without one. */
export async function readRedisVersion(command = 'redis-server'): Promise<string | null> {
  try {
    const { stdout } = await run(command, ['--version'], { timeout: 10_000 });
    return /v=(\S+)/.exec(stdout)?.[1] ?? stdout.trim();
  } catch {
    return null;
  }
}

/** Starts the installed redis-server; null without one. */
export async function startRedis(): Promise<Redis | null> {
  const version = await readRedisVersion();
  if (version === null) return null;
  const port = await freePort();
  const { stop } = await startProcess({
    command: 'redis-server',
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
    readyWhen: 'Ready to accept connections',
  });
  return { port, version, stop };
}
