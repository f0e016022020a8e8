import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 100;
const ANSWER_WITHIN_MS = 3_000;

export interface WaitUntilReadyOptions {
  /** What counts as ready; default any answer. */
  accept?: (response: Response) => boolean;
  signal: AbortSignal;
}

/** Asks a URL until it answers as wanted. There is no time limit here: the signal ends it, with its reason. */
export async function waitUntilReady(
  url: string,
  { accept = () => true, signal }: WaitUntilReadyOptions,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await answer.body?.cancel();
      if (accept(answer)) return;
    } catch {
      // Not there yet.
    }
    signal.throwIfAborted();
    await delay(PAUSE_MS);
  }
}
