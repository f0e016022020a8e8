import { createLookRate } from './look-rate';
import { toPollDelayMs, toPollPace } from './poll-pace';

const pace = toPollPace(200);

describe('createLookRate', () => {
  it('leaves the pace alone where a provider bears any number of looks', async () => {
    const rate = createLookRate();
    const delay = await rate.during(() =>
      Promise.resolve(toPollDelayMs({ elapsedMs: 960, percent: 96 }, rate.toPace(pace))),
    );
    expect(delay).toBeCloseTo(40);
  });

  it.each([
    [1, 200],
    [10, 2_000],
    [50, 10_000],
  ])('has %d tasks looked at every %d ms each where 5 looks a second are borne', async (tasks, waitMs) => {
    const rate = createLookRate(5);
    let over = (): void => undefined;
    const end = new Promise<void>((resolve) => (over = resolve));
    const watches = Array.from({ length: tasks }, () => rate.during(() => end));
    for (const percent of [0, 50, 99, 100])
      expect(toPollDelayMs({ elapsedMs: 1_000, percent }, rate.toPace(pace))).toBeGreaterThanOrEqual(waitMs);
    over();
    await Promise.all(watches);
    expect(toPollDelayMs({ elapsedMs: 960, percent: 96 }, rate.toPace(pace))).toBe(200);
  });

  it('counts a watch that failed no longer', async () => {
    const rate = createLookRate(5);
    await rate.during(() => Promise.reject(new Error('no'))).catch(() => undefined);
    await rate.during(() => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(rate.toPace(pace).leastMs).toBe(200);
  });
});
