/** How often a task is looked at, in milliseconds. */
export interface PollPace {
  minMs: number;
  maxMs: number;
  /** The shortest wait there is, for a task that is about to end; default 20. */
  lastMs?: number;
}

/** Often enough that a percent is seen within about a second, seldom enough that a long video costs few requests. */
export const DEFAULT_POLL_PACE: PollPace = { minMs: 200, maxMs: 1_000 };

/** The share of the expected time after which to look again. */
const SHARE = 0.02;

/** What a task is expected to take when its own percent says nothing yet, in milliseconds. */
const UNKNOWN_EXPECTED_MS = 5_000;

/** The default of `lastMs`. */
const LAST_WAIT_MS = 20;

/**
 * How long to wait before the next look: a few per cent of what the task is going to take, judged by how far it came
 * in the time it has had, and not beyond the moment at which it should be over. While a task's end goes unseen, a
 * permit lies idle.
 */
export function toPollDelayMs(seen: { elapsedMs: number; percent: number }, pace: PollPace): number {
  const expectedMs = seen.percent > 0 ? (seen.elapsedMs * 100) / seen.percent : UNKNOWN_EXPECTED_MS;
  const regularMs = Math.min(pace.maxMs, Math.max(pace.minMs, expectedMs * SHARE));
  if (seen.percent === 0) return regularMs;
  const leftMs = Math.max(expectedMs - seen.elapsedMs, pace.lastMs ?? LAST_WAIT_MS);
  return Math.min(regularMs, leftMs);
}
