import fc from 'fast-check';
import { DEFAULT_POLL_PACE, toPollDelayMs } from './poll-pace';

describe('toPollDelayMs', () => {
  it('stays within the pace whatever was seen', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 100 }), (elapsedMs, percent) => {
        const delay = toPollDelayMs({ elapsedMs, percent }, DEFAULT_POLL_PACE);
        expect(delay).toBeGreaterThan(0);
        expect(delay).toBeLessThanOrEqual(DEFAULT_POLL_PACE.maxMs);
      }),
    );
  });

  it('looks just when the task should be over', () => {
    const delay = toPollDelayMs({ elapsedMs: 960, percent: 96 }, DEFAULT_POLL_PACE);
    expect(delay).toBeCloseTo(40);
  });

  it('looks more often at a task that is soon over', () => {
    const short = toPollDelayMs({ elapsedMs: 5_000, percent: 50 }, DEFAULT_POLL_PACE);
    const long = toPollDelayMs({ elapsedMs: 40_000, percent: 50 }, DEFAULT_POLL_PACE);
    expect(short).toBeLessThan(long);
  });
});
