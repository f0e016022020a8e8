import { setTimeout as delay } from 'node:timers/promises';
import type { MockStats } from '@genvideo/testing';

/** Submissions that were one too many (1303): those of the first moment, before anybody could know, and the others. */
export interface RefusalCount {
  first: number;
  later: number;
}

const LOOK_MS = 200;

/** How long submissions may have been under way when the first was refused, in milliseconds. */
const FIRST_MOMENT_MS = 1_000;

/** Watches a service's own count of refusals until told to stop. */
export async function countRefusals(
  read: () => Promise<Pick<MockStats, 'refused_over_limit'>>,
  over: AbortSignal,
): Promise<RefusalCount> {
  let firstAt: number | null = null;
  let first = 0;
  for (;;) {
    const { refused_over_limit: refused } = await read();
    if (refused > 0) firstAt ??= Date.now();
    if (firstAt !== null && Date.now() - firstAt <= FIRST_MOMENT_MS) first = refused;
    if (over.aborted) return { first, later: refused - first };
    await delay(LOOK_MS, undefined, { signal: over }).catch(() => undefined);
  }
}
