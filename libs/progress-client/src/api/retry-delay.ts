import { RateLimitedError } from '../rate-limited-error';
import { ServiceUnavailableError } from '../service-unavailable-error';
import { UnreachableError } from '../unreachable-error';

/** The first wait; it doubles with every try. */
const BASE_MS = 200;

/** Who is asked to wait longer than this decides for himself whether to. */
const MAX_WAIT_MS = 3_000;

/** The longest wait between two tries to connect again. */
export const MAX_RECONNECT_MS = 10_000;

/** Between half of the wait and the whole of it, so that those who were cut off together do not come back together. */
export function toBackoffMs(failures: number, baseMs = BASE_MS, random: number = Math.random()): number {
  return Math.min(MAX_RECONNECT_MS, baseMs * 2 ** Math.min(failures, 16)) * (0.5 + random / 2);
}

/**
 * How long to wait before a request is repeated after so many failures, in milliseconds; null when it makes no sense.
 * Never sooner than Retry-After asks.
 */
export function toRetryDelayMs(error: unknown, failures: number): number | null {
  if (error instanceof UnreachableError) return toBackoffMs(failures);
  if (!(error instanceof RateLimitedError || error instanceof ServiceUnavailableError)) return null;
  const { retryAfterSeconds } = error;
  if (retryAfterSeconds === null) return toBackoffMs(failures);
  const waitMs = retryAfterSeconds * 1_000;
  return waitMs <= MAX_WAIT_MS ? waitMs : null;
}
