import { NotFoundError } from '../not-found-error';
import { RateLimitedError } from '../rate-limited-error';
import { UnreachableError } from '../unreachable-error';
import { toReconnectDelayMs } from './reconnect-delay';

describe('toReconnectDelayMs', () => {
  const patience = { retries: 1, patienceMs: 1_000 };
  const gone = new UnreachableError('gone');

  it('gives up as soon as a request would when nothing was ever heard', () => {
    expect(toReconnectDelayMs(gone, { failures: 1, silentMs: null, baseMs: 100 }, patience)).not.toBeNull();
    expect(toReconnectDelayMs(gone, { failures: 2, silentMs: null, baseMs: 100 }, patience)).toBeNull();
  });

  it('goes on for as long as its patience lasts after something was heard', () => {
    expect(toReconnectDelayMs(gone, { failures: 9, silentMs: 999, baseMs: 100 }, patience)).not.toBeNull();
    expect(toReconnectDelayMs(gone, { failures: 9, silentMs: 1_001, baseMs: 100 }, patience)).toBeNull();
  });

  it('never comes back sooner than it was asked to', () => {
    const busy = new RateLimitedError('busy', { retryAfterSeconds: 30 });
    expect(toReconnectDelayMs(busy, { failures: 1, silentMs: 0, baseMs: 100 }, patience)).toBe(30_000);
  });

  it('takes an answer for an answer', () => {
    const outage = { failures: 1, silentMs: 0, baseMs: 100 };
    expect(toReconnectDelayMs(new NotFoundError('job-1'), outage, patience)).toBeNull();
  });
});
