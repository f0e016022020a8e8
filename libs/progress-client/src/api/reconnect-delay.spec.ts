import { NotFoundError } from '../not-found-error';
import { RateLimitedError } from '../rate-limited-error';
import { UnreachableError } from '../unreachable-error';
import { toReconnectDelayMs } from './reconnect-delay';

describe('toReconnectDelayMs', () => {
  const patience = { retries: 1, patienceMs: 1_000 };
  const gone = new UnreachableError('gone');

  it('gives up as soon as a request would when nothing was ever heard', () => {
    expect(toReconnectDelayMs(gone, { failures: 1, lastsMs: null, baseMs: 100 }, patience)).not.toBeNull();
    expect(toReconnectDelayMs(gone, { failures: 2, lastsMs: null, baseMs: 100 }, patience)).toBeNull();
  });

  it('goes on for as long as its patience lasts after something was heard', () => {
    expect(toReconnectDelayMs(gone, { failures: 9, lastsMs: 999, baseMs: 100 }, patience)).not.toBeNull();
    expect(toReconnectDelayMs(gone, { failures: 9, lastsMs: 1_001, baseMs: 100 }, patience)).toBeNull();
  });

  it('never comes back sooner than it was asked to, and gives up when that is too late', () => {
    const busy = new RateLimitedError('busy', { retryAfterSeconds: 30 });
    const outage = { failures: 1, lastsMs: 1_000, baseMs: 100 };
    expect(toReconnectDelayMs(busy, outage, { retries: 1, patienceMs: 31_000 })).toBe(30_000);
    expect(toReconnectDelayMs(busy, outage, { retries: 1, patienceMs: 30_999 })).toBeNull();
  });

  it('takes an answer for an answer', () => {
    const outage = { failures: 1, lastsMs: 0, baseMs: 100 };
    expect(toReconnectDelayMs(new NotFoundError('job-1'), outage, patience)).toBeNull();
  });
});
