import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

const FIRST_DELAY_MS = 10;
const LONGEST_DELAY_MS = 500;
const GROWTH = 1.5;

export interface EventuallyOptions {
  /** Default 15,000. */
  timeoutMs?: number;
  /** What is waited for, for the error message: "the job to complete". */
  what: string;
}

/** What `eventually` waited for did not come. The message ends with the last value or error. */
export class EventuallyTimeoutError extends Error {
  override readonly name = 'EventuallyTimeoutError';
}

/** Neither of these counts as come. */
type NotYet = undefined | null | false;

/**
 * Calls `fn` with growing pauses until it returns something other than undefined, null or false, and returns that. An
 * error of `fn` (a failed expectation, a refused connection) means: not yet.
 * @throws EventuallyTimeoutError
 */
export async function eventually<T>(
  fn: () => T | Promise<T>,
  { timeoutMs = 15_000, what }: EventuallyOptions,
): Promise<Exclude<Awaited<T>, NotYet>> {
  const deadlineMs = Date.now() + timeoutMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * GROWTH, LONGEST_DELAY_MS)) {
    const outcome = await attempt(fn);
    if (outcome.come) return outcome.value as Exclude<Awaited<T>, NotYet>;
    const leftMs = deadlineMs - Date.now();
    if (leftMs <= 0) {
      const message = `Waited ${timeoutMs} ms in vain for ${what}. ${outcome.last}`;
      throw new EventuallyTimeoutError(message, { cause: outcome.error });
    }
    await sleep(Math.min(delayMs, leftMs));
  }
}

type Outcome = { come: true; value: unknown } | { come: false; last: string; error?: unknown };

async function attempt(fn: () => unknown): Promise<Outcome> {
  try {
    const value = await fn();
    if (value !== undefined && value !== null && value !== false) return { come: true, value };
    return { come: false, last: `Last value: ${inspect(value)}` };
  } catch (error) {
    return {
      come: false,
      last: `Last error: ${error instanceof Error ? error.message : inspect(error)}`,
      error,
    };
  }
}
