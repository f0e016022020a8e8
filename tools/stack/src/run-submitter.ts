import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Environment } from './service-definition';
import { toAppArgs } from './stack-plan';

const PATIENCE_MS = 5_000;

/** Becomes the command and ends it when this process is gone: see its own comments. */
const GUARD = path.join(path.dirname(require.resolve('@genvideo/temporal-server/package.json')), 'guard.sh');

export interface RunSubmitterOptions {
  root: string;
  cwd: string;
  env: Environment;
  args: readonly string[];
  /** Ends the submitter. */
  signal: AbortSignal;
}

/** Runs the submitter on this process's own terminal, so that its live view shows, and resolves to its exit status. */
export async function runSubmitter({ root, cwd, env, args, signal }: RunSubmitterOptions): Promise<number> {
  signal.throwIfAborted();
  const posix = process.platform !== 'win32';
  const node = [process.execPath, ...toAppArgs({ root, app: 'submitter', args })] as const;
  const [command, ...rest] = posix ? ['/bin/sh', GUARD, ...node] : node;
  const child = spawn(command, rest, {
    cwd,
    env: { ...env },
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: posix,
  });
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    signal.throwIfAborted();
    return status ?? 1;
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(kill);
  }
}
