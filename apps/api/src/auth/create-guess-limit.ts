import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ProblemError } from '../problem';

/** Keeps those who try keys from going on until one fits. */
export interface GuessLimit {
  /**
   * Before a key is looked at: an address with too many failures does not learn whether this one is right.
   * @throws ProblemError 429
   */
  check(address: string): Promise<void>;
  /** Counts a failure. */
  count(address: string): Promise<void>;
}

const WINDOW_SECONDS = 60;

const UNLIMITED: GuessLimit = { check: () => Promise.resolve(), count: () => Promise.resolve() };

/** So many wrong keys and tickets a minute from each address, counted in this process; null limits nothing. */
export function createGuessLimit(failuresPerMinute: number | null): GuessLimit {
  if (failuresPerMinute === null) return UNLIMITED;
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: WINDOW_SECONDS });
  return {
    async check(address) {
      const counted = await failures.get(address);
      if (counted === null || counted.remainingPoints > 0) return;
      const retryAfterSeconds = Math.max(1, Math.ceil(counted.msBeforeNext / 1_000));
      throw new ProblemError(
        'RateLimited',
        `${failuresPerMinute} wrong keys or tickets have come from this address within a minute, which is the limit. Correct the key, and ask again in ${retryAfterSeconds} s.`,
        { retryAfterSeconds },
      );
    },
    async count(address) {
      await failures.penalty(address);
    },
  };
}
