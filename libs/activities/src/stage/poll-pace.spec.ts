import fc from 'fast-check';
import { toPollDelayMs, toPollPace } from './poll-pace';

const pace = toPollPace(200);

describe('toPollDelayMs', () => {
  it('stays within the pace whatever was seen', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 100 }), (elapsedMs, percent) => {
        const delay = toPollDelayMs({ elapsedMs, percent }, pace);
        expect(delay).toBeGreaterThan(0);
        expect(delay).toBeLessThanOrEqual(pace.maxMs);
      }),
    );
  });

  it('looks just when the task should be over', () => {
    const delay = toPollDelayMs({ elapsedMs: 960, percent: 96 }, pace);
    expect(delay).toBeCloseTo(40);
  });

  it('spares the look before the last one where the end is near', () => {
    const busy = toPollPace(700);
    expect(toPollDelayMs({ elapsedMs: 1_000, percent: 50 }, busy)).toBe(1_000);
    expect(toPollDelayMs({ elapsedMs: 1_000, percent: 40 }, busy)).toBe(700);
  });

  it('does not look at a task that has hardly begun, once it is known how long such tasks take', () => {
    const begun = { elapsedMs: 10, percent: 0 };
    expect(toPollDelayMs(begun, pace)).toBe(50);
    expect(toPollDelayMs({ ...begun, usualMs: 60 }, pace)).toBe(50);
    expect(toPollDelayMs({ ...begun, usualMs: 1_000 }, pace)).toBe(490);
    expect(toPollDelayMs({ ...begun, usualMs: 90_000 }, pace)).toBe(pace.maxMs);
  });

  it('does not look half-way where that could not be told before the end', () => {
    const begun = { elapsedMs: 10, percent: 0, usualMs: 1_000 };
    const waits = [400, 500, 600, 1_000].map((heartbeatMs) => toPollDelayMs(begun, toPollPace(heartbeatMs)));
    expect(waits).toEqual([490, 490, 990, 990]);
  });

  it('looks more often at a task that is soon over', () => {
    const short = toPollDelayMs({ elapsedMs: 5_000, percent: 50 }, pace);
    const long = toPollDelayMs({ elapsedMs: 40_000, percent: 50 }, pace);
    expect(short).toBeLessThan(long);
  });

  it('does not hammer a provider that stays at 100 per cent', () => {
    const [soon, later] = [1_000, 30_000].map((elapsedMs) =>
      toPollDelayMs({ elapsedMs, percent: 100 }, pace),
    );
    expect(soon).toBe(20);
    expect(later).toBe(600);
  });

  it('does not look more often than a busy worker can tell of', () => {
    const waits = [100, 400, 800].map((heartbeatMs) =>
      toPollDelayMs({ elapsedMs: 1_000, percent: 10 }, toPollPace(heartbeatMs)),
    );
    expect(waits).toEqual([200, 400, 800]);
  });

  it('looks about once a second however slow a task is and however busy the worker', () => {
    expect(toPollDelayMs({ elapsedMs: 600_000, percent: 1 }, toPollPace(60_000))).toBe(1_000);
  });
});
