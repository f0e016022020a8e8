import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** Asks until the answer is yes; a question that fails counts as no. Throws the signal's reason when that comes first. */
export async function pollUntil(signal: AbortSignal, ask: () => Promise<boolean>): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await ask().catch(() => false)) return;
    signal.throwIfAborted();
    await sleep(POLL_MS);
  }
}
