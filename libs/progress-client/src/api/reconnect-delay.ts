import { isTransient } from '../is-transient';
import { RateLimitedError } from '../rate-limited-error';
import { ServiceUnavailableError } from '../service-unavailable-error';
import type { ApiOptions } from './api-request';
import { toBackoffMs, toRetryDelayMs } from './retry-delay';

/** How a watch stands that has lost its stream. */
export interface Outage {
  /** Connections that failed since something was heard, the latest included. */
  failures: number;
  /** Since the first of these failures, in milliseconds; null when nothing was ever heard. */
  lastsMs: number | null;
  /** The wait after the first failure, in milliseconds. */
  baseMs: number;
}

const toAskedMs = (error: unknown): number =>
  error instanceof RateLimitedError || error instanceof ServiceUnavailableError
    ? (error.retryAfterSeconds ?? 0) * 1_000
    : 0;

/**
 * How long to wait before a watch connects again, in milliseconds; null when it gives up: after its patience, and when
 * it is asked to come back later than that. A watch that never heard anything gives up as soon as a single request would.
 */
export function toReconnectDelayMs(
  error: unknown,
  { failures, lastsMs, baseMs }: Outage,
  { retries, patienceMs }: Pick<ApiOptions, 'retries' | 'patienceMs'>,
): number | null {
  if (!isTransient(error)) return null;
  if (lastsMs === null) return failures <= retries ? toRetryDelayMs(error, failures - 1) : null;
  const leftMs = patienceMs - lastsMs;
  const askedMs = toAskedMs(error);
  if (leftMs <= 0 || askedMs > leftMs) return null;
  return Math.max(toBackoffMs(failures - 1, baseMs), askedMs);
}
