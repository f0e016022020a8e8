import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Environment } from './environment';

const GUARD = path.join(__dirname, '..', 'guard.sh');
const POSIX = process.platform !== 'win32';

export interface GuardedCommand {
  command: string;
  args: readonly string[];
  cwd?: string;
  /** The whole environment. Default: this process's. */
  env?: Environment;
  /** Whom it runs as, where that is not this process's user; only root may say so. */
  account?: Account;
}

/** A user of this machine, by its numbers. */
export interface Account {
  uid: number;
  gid: number;
}

export type GuardedChild = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Spawns a process that does not outlive this one, even when this one dies by SIGKILL: on POSIX it leads its own group
 * (so a Ctrl-C in the terminal is left to the parent), and the group ends with it. stdin is the guard's, the command
 * sees an empty one. On Windows it is a plain child. Read stdout and stderr, or the child blocks when they are full.
 */
export function spawnGuarded({ command, args, cwd, env, account }: GuardedCommand): GuardedChild {
  const guarded = POSIX
    ? { file: '/bin/sh', args: [...toGuard(account), command, ...args] }
    : { file: command, args: [...args] };
  const child = spawn(guarded.file, guarded.args, {
    cwd,
    env: env && { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: POSIX,
    windowsHide: true,
    ...account,
  });
  child.stdin.on('error', () => undefined);
  child.once('exit', () => killGroup(child));
  return child;
}

/** Another user need not be able to read our folder, so it gets the guard's text. */
const toGuard = (account: Account | undefined): string[] =>
  account === undefined ? [GUARD] : ['-c', readFileSync(GUARD, 'utf8'), 'guard.sh'];

/** Sends the signal and resolves when the child has exited; after `patienceMs` its whole group is killed. */
export async function endChild(
  child: GuardedChild,
  signal: NodeJS.Signals,
  patienceMs: number,
): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => killGroup(child), patienceMs);
  child.kill(signal);
  await exited;
  clearTimeout(timer);
}

/** SIGKILL to the child and everything in its group. Nothing happens when all of it has ended. */
export function killGroup(child: GuardedChild): void {
  if (child.pid === undefined) return;
  if (!POSIX) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody left in the group.
  }
}

function hasEnded(child: GuardedChild): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
