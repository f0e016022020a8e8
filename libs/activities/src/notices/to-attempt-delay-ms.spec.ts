import fc from 'fast-check';
import { toAttemptDelayMs } from './to-attempt-delay-ms';

const MINUTE = 60_000;

describe('toAttemptDelayMs', () => {
  it('begins with seconds and ends with half hours', () => {
    const delays = [1, 2, 3, 6, 10, 20, 60].map((attempts) =>
      toAttemptDelayMs({ attempts, wishMs: null, random: 0.5 }),
    );
    expect(delays).toEqual([2_000, 4_000, 8_000, 64_000, 1_024_000, 30 * MINUTE, 30 * MINUTE]);
  });

  it('waits as long as it is asked to, within reason, and never less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000, max: 60 * MINUTE }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wishMs, random) => {
          const delay = toAttemptDelayMs({ attempts: 1, wishMs, random });
          expect(delay).toBeGreaterThanOrEqual(wishMs);
          expect(delay).toBeLessThanOrEqual(wishMs * 1.2 + 1);
        },
      ),
    );
    const year = toAttemptDelayMs({ attempts: 1, wishMs: 365 * 24 * 60 * MINUTE, random: 0 });
    expect(year).toBe(60 * MINUTE);
    expect(toAttemptDelayMs({ attempts: 9, wishMs: 0, random: 0 })).toBe(2_000);
  });
});
