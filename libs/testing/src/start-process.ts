import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endChild, killGroup, spawnGuarded, type GuardedChild } from '@genvideo/temporal-server';
import { createLineLog, type LineLog, type LinePattern } from './line-log';
import { toChildEnvironment } from './test-environment';

export interface ProcessOptions {
  command: string;
  args: readonly string[];
  cwd?: string;
  /** Changes to this process's environment; undefined removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  /** A line of stdout or stderr that says it is ready. Default: ready at once. */
  readyWhen?: LinePattern;
  /** Default 30,000. */
  readyTimeoutMs?: number;
  /** How long stop() waits after SIGTERM before it kills. Default 10,000. */
  stopTimeoutMs?: number;
}

export interface ProcessEnd {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  pid: number;
  /** Lines so far; they grow. */
  stdout: readonly string[];
  stderr: readonly string[];
  /** The line that `readyWhen` accepted, or an empty one. */
  readyLine: string;
  /** The first line of stdout or stderr that matches, seen already or yet to come. Fails when the process ends first. */
  waitForLine: (pattern: LinePattern, timeoutMs?: number) => Promise<string>;
  /** SIGKILL goes to the process's whole group, other signals to the process alone. Await `exited` to see it gone. */
  kill: (signal: NodeJS.Signals) => void;
  /** SIGTERM, then SIGKILL. Resolves when it is gone; can be called again. */
  stop: () => Promise<void>;
  /** Never rejects; all output has been read by then. */
  exited: Promise<ProcessEnd>;
}

/**
 * Spawns a program in a group of its own and resolves when it is ready. It does not outlive this process.
 * @throws Error with the last lines, when it ends or the time is over before that; the process is gone then
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { command, args, cwd, env = {}, readyWhen, readyTimeoutMs, stopTimeoutMs = 10_000 } = options;
  const child = spawnGuarded({ command, args, cwd, env: toChildEnvironment(env) });
  const log = createLineLog(`${command} ${args.join(' ')}`);
  const exited = follow(child, log);
  const stop = async (): Promise<void> => {
    await endChild(child, 'SIGTERM', stopTimeoutMs);
    await exited;
  };
  let readyLine = '';
  try {
    if (readyWhen !== undefined) readyLine = await log.waitFor(readyWhen, readyTimeoutMs);
  } catch (error) {
    await stop();
    throw error;
  }
  const kill = (signal: NodeJS.Signals): void => {
    if (signal === 'SIGKILL') killGroup(child);
    else child.kill(signal);
  };
  const { stdout, stderr } = log;
  return { pid: child.pid ?? 0, stdout, stderr, readyLine, waitForLine: log.waitFor, kill, stop, exited };
}

async function follow(child: GuardedChild, log: LineLog): Promise<ProcessEnd> {
  createInterface(child.stdout).on('line', (line) => log.add('stdout', line));
  createInterface(child.stderr).on('line', (line) => log.add('stderr', line));
  const [exitCode, signal] = await once(child, 'close').catch(
    (error: unknown): [number | null, NodeJS.Signals | null] => {
      log.add('stderr', String(error));
      return [null, null];
    },
  );
  log.end(`ended (${String(signal ?? `exit ${String(exitCode)}`)})`);
  return { exitCode: exitCode as number | null, signal: signal as NodeJS.Signals | null };
}
