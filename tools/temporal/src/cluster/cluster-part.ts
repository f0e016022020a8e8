import { setTimeout as sleep } from 'node:timers/promises';
import { collectLines } from '../collect-lines';
import { pollUntil } from '../poll-until';
import { ServerStartError } from '../server-start-error';
import { endChild, spawnGuarded, type GuardedChild, type GuardedCommand } from '../spawn-guarded';
import { untilReady } from '../until-ready';

const STOP_PATIENCE_MS = 5_000;
const NEXT_TRY_MS = 200;

export type PartName = 'postgres' | 'frontend' | 'history' | 'matching' | 'worker';

/** One process of a cluster, which can be killed, stopped and started again. */
export interface ClusterPart {
  readonly name: PartName;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  /** Settles when that process has ended, for whatever reason, with its last lines. Another one after a restart. */
  readonly ended: Promise<readonly string[]>;
  /** To this process; of PostgreSQL, SIGKILL, SIGSTOP and SIGCONT go to all of its processes. */
  signal: (signal: NodeJS.Signals) => void;
  /**
   * Ends the process if it has not ended, and starts it again on the same ports and data, as often as it takes while what
   * it needs is away. Resolves when it answers; rejects after the cluster's `startTimeoutMs`, or when the cluster stops.
   */
  restart: () => Promise<void>;
}

/** A part as the cluster itself holds it. */
export interface ControlledPart extends ClusterPart {
  /** @throws ServerStartError when it ends, or does not answer in time; it is gone then */
  start: () => Promise<void>;
  /** Ends it for good. */
  stop: () => Promise<void>;
}

export interface PartOptions {
  name: PartName;
  command: GuardedCommand;
  /** It is ready when it answers (give up with the signal's reason), or else when it prints a line with these words. */
  ready: ((signal: AbortSignal) => Promise<void>) | string;
  /** How it is asked to end before it is started again. Default SIGTERM. */
  restartSignal?: NodeJS.Signals;
  /** How it is ended for good, when its data go, too. Default SIGKILL. */
  stopSignal?: NodeJS.Signals;
  /** Processes of its own that a signal has to reach as well. Default none. */
  listChildren?: (pid: number) => number[];
  logFile?: string;
  startTimeoutMs: number;
}

interface Run {
  child: GuardedChild;
  ended: Promise<readonly string[]>;
}

/** Binds what starts, asks and ends one process of a cluster. Nothing runs yet. */
export function createClusterPart(options: PartOptions): ControlledPart {
  const { name, startTimeoutMs, restartSignal = 'SIGTERM', stopSignal = 'SIGKILL' } = options;
  const closed = new AbortController();
  let run: Run | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!run) return;
    sendSignal(run.child, 'SIGCONT', options.listChildren); // whatever stands still could not end
    await endChild(run.child, signal, STOP_PATIENCE_MS);
  };
  const start = async (timeoutMs = startTimeoutMs): Promise<void> => {
    closed.signal.throwIfAborted();
    const launched = launch(options);
    run = launched;
    try {
      await launched.untilReady(timeoutMs, closed.signal);
    } catch (error) {
      await end('SIGKILL');
      throw error;
    }
  };
  const startAgain = async (): Promise<void> => {
    await end(restartSignal);
    const deadlineMs = Date.now() + startTimeoutMs;
    for (;;) {
      try {
        return await start(Math.max(1, deadlineMs - Date.now()));
      } catch (error) {
        if (!(error instanceof ServerStartError) || Date.now() > deadlineMs) throw error;
        await sleep(NEXT_TRY_MS);
      }
    }
  };
  const restart = (): Promise<void> => {
    const restarted = turn.then(startAgain);
    turn = restarted.catch(() => undefined);
    return restarted;
  };
  const stop = async (): Promise<void> => {
    closed.abort(new Error(`${name} is being stopped`));
    await turn;
    await end(stopSignal);
  };
  return {
    name,
    get pid() {
      return run?.child.pid ?? 0;
    },
    get ended() {
      return run?.ended ?? Promise.resolve([]);
    },
    signal: (signal) => {
      if (run) sendSignal(run.child, signal, options.listChildren);
    },
    start,
    restart,
    stop,
  };
}

function launch({ name, command, logFile, ready }: PartOptions) {
  const child = spawnGuarded(command);
  let hasSaid = false;
  const onLine = (line: string): void => {
    if (typeof ready === 'string' && line.includes(ready)) hasSaid = true;
  };
  const lastLines = collectLines(child, { logFile, prefix: `${name}: `, onLine });
  const ended = new Promise<readonly string[]>((resolve) => child.once('close', () => resolve(lastLines)));
  const wait = (signal: AbortSignal): Promise<void> =>
    typeof ready === 'string' ? pollUntil(signal, () => Promise.resolve(hasSaid)) : ready(signal);
  const readiness = { child, lastLines, name: `The cluster's ${name}` };
  return {
    child,
    ended,
    untilReady: (timeoutMs: number, closed: AbortSignal): Promise<void> =>
      untilReady({ ...readiness, timeoutMs, wait: (signal) => wait(AbortSignal.any([signal, closed])) }),
  };
}

const REACHES_CHILDREN: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGSTOP', 'SIGCONT'];

function sendSignal(child: GuardedChild, signal: NodeJS.Signals, listChildren: PartOptions['listChildren']) {
  const children = REACHES_CHILDREN.includes(signal) ? (listChildren?.(child.pid ?? 0) ?? []) : [];
  child.kill(signal);
  for (const pid of children) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has just ended.
    }
  }
}
