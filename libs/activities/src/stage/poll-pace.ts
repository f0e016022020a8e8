/** How often a task is looked at, in milliseconds. */
export interface PollPace {
  minMs: number;
  maxMs: number;
  /** The shortest wait there is, for a task that is about to end; default 20. */
  lastMs?: number;
  /** What the provider wants between two looks at one task, whatever else is said here; default 0. */
  leastMs?: number;
}

/** How seldom the task of a long stage is looked at, in milliseconds: a percent is to be seen within about a second. */
const LONGEST_WAIT_MS = 1_000;

/**
 * The pace of a worker: what is seen travels to the engine with a heartbeat, so looking more often than those leave
 * would tell nobody more.
 */
export const toPollPace = (heartbeatMs: number): PollPace => ({
  minMs: Math.min(heartbeatMs, LONGEST_WAIT_MS),
  maxMs: LONGEST_WAIT_MS,
});

/** The share of the expected time after which to look again. */
const SHARE = 0.02;

/** The default of `lastMs`. */
const LAST_WAIT_MS = 20;

/** The wait after the first look, in milliseconds: the shortest tasks are over by then. */
const FIRST_WAIT_MS = 50;

/** The share of the time within which such tasks are usually over that passes before one is looked at. */
const FIRST_SHARE = 0.5;

/** An end that is this many waits away is waited for at once: a look shortly before it would tell little. */
const LAST_STRETCH = 1.5;

/**
 * When a task of which nothing is known yet should be looked at: half-way, or at its usual end where the news of half-way would
 * not have left before that. `maxMs` bounds how late an end is seen that comes sooner than usual.
 */
const toFirstLookMs = (usualMs: number, minMs: number): number =>
  usualMs * FIRST_SHARE < minMs ? usualMs : usualMs * FIRST_SHARE;

/** How much longer a task that says nothing of how far it is may take, as a share of the time it has had. */
const PATIENCE = 0.5;

/**
 * How long to wait before the next look: a few per cent of what the task is going to take, judged by how far it came
 * in the time it has had, and not beyond the moment at which it should be over. While a task's end goes unseen, a
 * permit lies idle.
 */
export function toPollDelayMs(seen: Seen, pace: PollPace): number {
  return Math.max(pace.leastMs ?? 0, toWantedMs(seen, pace));
}

function toWantedMs({ elapsedMs, percent, usualMs = 0 }: Seen, { minMs, maxMs, lastMs }: PollPace): number {
  const shortestMs = lastMs ?? LAST_WAIT_MS;
  if (percent === 0) {
    const untilLikelyMs = toFirstLookMs(usualMs, minMs) - elapsedMs;
    return Math.min(maxMs, Math.max(FIRST_WAIT_MS, shortestMs, elapsedMs * PATIENCE, untilLikelyMs));
  }
  const expectedMs = (elapsedMs * 100) / percent;
  const regularMs = Math.min(maxMs, Math.max(minMs, expectedMs * SHARE));
  // All done, and yet not over: nobody knows how long that lasts.
  if (percent >= 100) return Math.min(maxMs, Math.max(shortestMs, elapsedMs * SHARE));
  const untilEndMs = Math.max(expectedMs - elapsedMs, shortestMs);
  return untilEndMs <= regularMs * LAST_STRETCH ? Math.min(maxMs, untilEndMs) : regularMs;
}

/** How far a task is, and how long it has had for that. */
interface Seen {
  elapsedMs: number;
  percent: number;
  /** After what time such tasks should be over, as far as that has been seen. */
  usualMs?: number | undefined;
}
