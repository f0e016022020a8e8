/** How often a task is looked at, in milliseconds. */
export interface PollPace {
  minMs: number;
  maxMs: number;
}

/** Often enough that a percent is seen within about a second, seldom enough that a long video costs few requests. */
export const DEFAULT_POLL_PACE: PollPace = { minMs: 100, maxMs: 2_000 };

/** The share of the expected time after which to look again. */
const SHARE = 0.02;

/** What a task is expected to take when its own percent says nothing yet, in milliseconds. */
const UNKNOWN_EXPECTED_MS = 20_000;

/**
 * How long to wait before the next look: a few per cent of what the task is going to take, judged by how far it came
 * in the time it has had.
 */
export function toPollDelayMs(seen: { elapsedMs: number; percent: number }, pace: PollPace): number {
  const expectedMs = seen.percent > 0 ? (seen.elapsedMs * 100) / seen.percent : UNKNOWN_EXPECTED_MS;
  return Math.min(pace.maxMs, Math.max(pace.minMs, expectedMs * SHARE));
}
