const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 30 * 60_000;

/** The longest that a receiver may put us off; what asks for more is asked again after this. */
const LONGEST_WISH_MS = 60 * 60_000;

/** By how much delays are drawn apart, so that the notices of a bad hour do not come back all at once. */
const SPREAD = 0.2;

export interface AttemptCount {
  /** How many attempts there have been, from 1. */
  attempts: number;
  /** What the receiver asked for, in milliseconds, or null. */
  wishMs: number | null;
  /** From 0 to 1, drawn by the caller. */
  random: number;
}

/** How long to wait before the next attempt, in milliseconds: as asked for, else twice as long each time. */
export function toAttemptDelayMs({ attempts, wishMs, random }: AttemptCount): number {
  const usual = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  const wanted = wishMs === null ? usual : Math.min(LONGEST_WISH_MS, Math.max(wishMs, FIRST_DELAY_MS));
  // Never sooner than asked for.
  const factor = wishMs === null ? 1 - SPREAD + 2 * SPREAD * random : 1 + SPREAD * random;
  return Math.round(wanted * factor);
}
