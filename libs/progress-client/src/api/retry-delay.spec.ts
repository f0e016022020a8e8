import { NotFoundError } from '../not-found-error';
import { RateLimitedError } from '../rate-limited-error';
import { ServiceUnavailableError } from '../service-unavailable-error';
import { TimedOutError } from '../timed-out-error';
import { UnreachableError } from '../unreachable-error';
import { toBackoffMs, toRetryDelayMs } from './retry-delay';

describe('toBackoffMs', () => {
  it('doubles with every failure up to ten seconds, and spreads over half of the wait', () => {
    expect([0, 1, 2, 9, 1_000].map((failures) => toBackoffMs(failures, 200, 1))).toEqual([
      200, 400, 800, 10_000, 10_000,
    ]);
    expect(toBackoffMs(1, 200, 0)).toBe(200);
  });
});

describe('toRetryDelayMs', () => {
  it('waits as long as Retry-After asks', () => {
    expect(toRetryDelayMs(new RateLimitedError('', { retryAfterSeconds: 2 }), 0)).toBe(2_000);
    expect(toRetryDelayMs(new ServiceUnavailableError('', { retryAfterSeconds: 0 }), 0)).toBe(0);
  });

  it('leaves a long wait to the caller', () => {
    expect(toRetryDelayMs(new RateLimitedError('', { retryAfterSeconds: 60 }), 0)).toBeNull();
  });

  it('tries again soon when nobody answered', () => {
    expect(toRetryDelayMs(new UnreachableError(''), 0)).toBeGreaterThan(0);
    expect(toRetryDelayMs(new RateLimitedError(''), 0)).toBeGreaterThan(0);
  });

  it('does not repeat what would get the same answer, or has taken its time already', () => {
    expect(toRetryDelayMs(new NotFoundError('job-1'), 0)).toBeNull();
    expect(toRetryDelayMs(new TimedOutError(''), 0)).toBeNull();
    expect(toRetryDelayMs(new Error('a bug'), 0)).toBeNull();
  });
});
