import { isTransient } from '../is-transient';
import { RateLimitedError } from '../rate-limited-error';
import { ServiceUnavailableError } from '../service-unavailable-error';
import type { ApiOptions } from './api-request';
import { toBackoffMs, toRetryDelayMs } from './retry-delay';

/** How a watch stands that has lost its stream. */
export interface Outage {
  /** Connections that failed since something was heard, the latest included. */
  failures: number;
  /** Since something was heard, in milliseconds; null when nothing ever was. */
  silentMs: number | null;
  /** The wait after the first failure, in milliseconds. */
  baseMs: number;
}

const toAskedMs = (error: unknown): number =>
  error instanceof RateLimitedError || error instanceof ServiceUnavailableError
    ? (error.retryAfterSeconds ?? 0) * 1_000
    : 0;

/**
 * How long to wait before a watch connects again, in milliseconds; null when it gives up. A watch that never heard
 * anything gives up as soon as a single request would.
 */
export function toReconnectDelayMs(
  error: unknown,
  { failures, silentMs, baseMs }: Outage,
  { retries, patienceMs }: Pick<ApiOptions, 'retries' | 'patienceMs'>,
): number | null {
  if (!isTransient(error)) return null;
  if (silentMs === null) return failures <= retries ? toRetryDelayMs(error, failures - 1) : null;
  if (silentMs > patienceMs) return null;
  return Math.max(toBackoffMs(failures - 1, baseMs), toAskedMs(error));
}
