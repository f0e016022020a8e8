import { setTimeout as delay } from 'node:timers/promises';
import type { EngineMonitor } from '../health/engine-monitor';
import { ProblemError } from '../problem';

/** Settles as the work does, or throws a ProblemError 503 when the engine is what keeps it waiting. */
export type EngineWatch = <Outcome>(work: Promise<Outcome>) => Promise<Outcome>;

/** How long work may take before the engine is asked whether it is there, in milliseconds. */
const PATIENCE_MS = 700;

const RETRY_AFTER_SECONDS = 5;

/**
 * Lets nobody wait for an engine that does not answer: work that takes long ends with a ProblemError 503 as soon as
 * the engine is found to be away. In good times nothing is asked.
 * @param address of the engine, for people
 */
export function createEngineWatch(monitor: EngineMonitor, address: string): EngineWatch {
  const untilAway = async (signal: AbortSignal): Promise<never> => {
    for (;;) {
      await delay(PATIENCE_MS, undefined, { signal });
      const state = await monitor.check();
      if (!state.reachable)
        throw new ProblemError(
          'ServiceUnavailable',
          `The engine at ${address} does not answer (${state.reason}). Ask again in ${RETRY_AFTER_SECONDS} s; what was asked for may have been done.`,
          { retryAfterSeconds: RETRY_AFTER_SECONDS },
        );
    }
  };

  return async <Outcome>(work: Promise<Outcome>): Promise<Outcome> => {
    const done = new AbortController();
    try {
      return await Promise.race([work, untilAway(done.signal)]);
    } finally {
      done.abort();
    }
  };
}
