import { setTimeout as delay } from 'node:timers/promises';
import { EngineUnavailableError } from '@genvideo/progress-client/direct';

/** Calls the engine until it answers. */
export type OutlastEngine = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

const PAUSE_MS = 2_000;

/**
 * Makes calls that outlast an engine that goes away: they are tried again until it is back, which is said once, as is
 * its return. Rejects when the signal aborts.
 */
export function createOutlastEngine({
  notice,
  signal,
  pauseMs = PAUSE_MS,
}: {
  notice: (text: string) => void;
  signal: AbortSignal;
  pauseMs?: number;
}): OutlastEngine {
  let lost = false;
  const setLost = (next: boolean, text: string): void => {
    if (lost !== next) notice(text);
    lost = next;
  };
  return async (call) => {
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = await call();
        setLost(false, 'The engine is back.');
        return answer;
      } catch (error) {
        if (!(error instanceof EngineUnavailableError)) throw error;
        setLost(true, 'The engine does not answer. Waiting for it to come back; no job is lost.');
        await delay(pauseMs, undefined, { signal });
      }
    }
  };
}
