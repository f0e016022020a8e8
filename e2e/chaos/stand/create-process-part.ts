import { setTimeout as delay } from 'node:timers/promises';
import type { RunningProcess } from '@genvideo/testing';
import type { Part } from './part';

/** One of our own processes, as a supervisor keeps it. */
export interface ProcessPart extends Part {
  /** Ends it in good order, or by force, and for good. */
  stop(): Promise<void>;
  /** How often it ended although nobody killed it, with its last words. */
  unexpectedEnds: readonly string[];
}

/** How long a supervisor waits before it tries again. */
const RETRY_MS = 1_000;
const LAST_LINES = 5;

/** Starts it, and again whenever it ends by itself, or could not start. */
export async function createProcessPart(start: () => Promise<RunningProcess>): Promise<ProcessPart> {
  const unexpectedEnds: string[] = [];
  let current: RunningProcess | null = null;
  let isOver = false;
  let isWanted = true;

  const bringUp = async (): Promise<void> => {
    while (!isOver) {
      try {
        current = await start();
        isWanted = true;
        supervise(current);
        return;
      } catch (error) {
        // It may not find its engine at this moment.
        unexpectedEnds.push(`could not start: ${String(error).slice(-500)}`);
        await delay(RETRY_MS);
      }
    }
  };
  let starting = bringUp();
  const supervise = (watched: RunningProcess): void => {
    void watched.exited.then(({ exitCode, signal }) => {
      if (isOver || !isWanted || current !== watched) return;
      const lines = [...watched.stdout, ...watched.stderr].slice(-LAST_LINES);
      unexpectedEnds.push([`ended (${signal ?? `exit ${String(exitCode)}`})`, ...lines].join('\n'));
      starting = bringUp();
    });
  };
  await starting;
  return {
    get pid() {
      return current?.pid ?? 0;
    },
    unexpectedEnds,
    signal(signal) {
      if (signal === 'SIGKILL') isWanted = false;
      current?.kill(signal);
    },
    async restart() {
      await starting;
      isWanted = false;
      await current?.stop();
      starting = bringUp();
      await starting;
    },
    async stop() {
      isOver = true;
      current?.kill('SIGCONT');
      // What is starting right now has to end as well.
      await starting;
      await current?.stop();
    },
  };
}
