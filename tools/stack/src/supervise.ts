import { setTimeout as delay } from 'node:timers/promises';
import { countCrash, toBackOffMs } from './back-off';
import { formatSeconds, type Print } from './phases';
import { StackError } from './stack-error';
import type { ChildEnd } from './start-child';

/** A running program of the stack, seen from outside. */
export interface Program {
  /** Settles when it has ended, for whatever reason; never rejects. */
  ended: Promise<ChildEnd>;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  name: string;
  /** Where a person reads what the program said. */
  logFile: string;
  start: () => Program | Promise<Program>;
  /** Asked when the program ends: start it again, or is this a failure of the whole stack? */
  mayRestart: () => boolean;
  onFailure: (error: StackError) => void;
  print: Print;
  /** Once aborted, a program that ends stays ended. */
  signal: AbortSignal;
}

export interface Supervised {
  name: string;
  /** Resolves when the program has been started, as far as `start` waits for that; rejects if it could not be. */
  started: Promise<void>;
  /** Ends the program, or the one that took its place. Abort the signal first. */
  stop(): Promise<void>;
}

const notStarted = (error: unknown): ChildEnd => ({
  how: 'it could not be started',
  lastLines: (error instanceof Error ? error.message : String(error)).split('\n'),
});

const toFailure = ({ name, logFile }: SuperviseOptions, { how, lastLines }: ChildEnd): StackError =>
  new StackError(
    [
      `The ${name} has ended (${how}). Its last lines:`,
      ...lastLines.map((line) => `    ${line}`),
      `Correct what they say and start again; the whole log is ${logFile}.`,
    ].join('\n'),
  );

/** Starts a program and watches it: when it ends unasked, it is started again with growing pauses, or the stack fails. */
export function supervise(options: SuperviseOptions): Supervised {
  const { name, start, mayRestart, onFailure, print, signal } = options;
  const launch = async (): Promise<Program> => start();
  let latest = launch();

  const watch = async (): Promise<void> => {
    for (let crashes = 0; ;) {
      const startedAtMs = Date.now();
      const end = await latest.then((program) => program.ended, notStarted);
      if (signal.aborted) return;
      if (!mayRestart()) return onFailure(toFailure(options, end));
      crashes = countCrash(crashes, Date.now() - startedAtMs);
      const pauseMs = toBackOffMs(crashes);
      print(`! The ${name} has ended (${end.how}) and is started again in ${formatSeconds(pauseMs)}.`);
      for (const line of end.lastLines.slice(-3)) print(`    ${line}`);
      await delay(pauseMs, undefined, { signal });
      latest = launch();
      print(`✓ The ${name} is started again`);
    }
  };
  // It can only reject because the signal ended its pause.
  void watch().catch(() => undefined);

  return {
    name,
    started: latest.then(() => undefined),
    async stop() {
      const program = await latest.catch(() => null);
      await program?.stop();
    },
  };
}
