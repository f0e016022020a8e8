import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startDevServer, type DevServerOptions } from '@genvideo/temporal-server';
import type { Print } from './phases';
import type { ServiceDefinition } from './service-definition';
import type { StackError } from './stack-error';
import { startChild } from './start-child';
import { supervise, type Supervised, type SuperviseOptions } from './supervise';
import { waitUntilReady } from './wait-until-ready';

export interface StackOptions {
  logDir: string;
  print: Print;
  /** What the user wants: aborted by Ctrl-C. */
  stopSignal: AbortSignal;
}

/** The programs that make up a running GenVideo. */
export interface Stack {
  /** Aborted when the user wants to stop or a program has failed; its reason is the StackError then. */
  signal: AbortSignal;
  startEngine(options: Omit<DevServerOptions, 'logFile'>): void;
  start(service: ServiceDefinition): void;
  /** Resolves when the engine serves, every program answers, and the API says that a job would run. */
  untilReady(readyUrl: string): Promise<void>;
  /** From now on a program that ends is started again. */
  keepRunning(): void;
  /** Stops what was started, the latest first. Resolves when everything is gone. */
  stop(print?: Print): Promise<void>;
}

/** Holds what belongs together: nothing it started is left when it has stopped. */
export function createStack({ logDir, print, stopSignal }: StackOptions): Stack {
  const failure = new AbortController();
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopSignal, failure.signal]);
  const programs: Supervised[] = [];
  const answersAt: string[] = [];
  let restarts = false;

  const add = (program: Pick<SuperviseOptions, 'name' | 'logFile' | 'start'>): void => {
    const supervised = supervise({
      ...program,
      mayRestart: () => restarts,
      onFailure: (error: StackError) => failure.abort(error),
      print,
      signal: stopping.signal,
    });
    supervised.started.catch(() => undefined); // told by onFailure
    programs.push(supervised);
  };

  return {
    signal,
    startEngine(options) {
      const logFile = path.join(logDir, 'engine.log');
      const start = async () => {
        const server = await startDevServer({ ...options, logFile });
        const ended = server.ended.then((lastLines) => ({ how: 'unasked', lastLines }));
        return { ended, stop: server.stop };
      };
      add({ name: 'engine', logFile, start });
    },
    start(service) {
      answersAt.push(...service.answersAt);
      const logFile = path.join(logDir, `${service.name}.log`);
      add({ name: service.name, logFile, start: () => startChild(service, { logDir }) });
    },
    async untilReady(readyUrl) {
      // A start that fails aborts the signal, which says why.
      await Promise.all(programs.map(({ started }) => started)).catch(() => undefined);
      await Promise.all(answersAt.map((url) => waitUntilReady(url, { signal })));
      await waitUntilReady(readyUrl, { accept: (answer) => answer.ok, signal });
    },
    keepRunning() {
      restarts = true;
    },
    async stop(tell = () => undefined) {
      stopping.abort();
      for (let program = programs.pop(); program; program = programs.pop()) {
        await program.stop();
        tell(program.name);
      }
    },
  };
}

/** The logs of a run before this one. */
export const removeLogs = (logDir: string): Promise<void> => rm(logDir, { recursive: true, force: true });
