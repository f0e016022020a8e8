import { toEndLag, toPercentLags, type ProviderTask } from './to-lags';

const VIDEO: ProviderTask = { stage: 'video', createdAtMs: 1_000, endedAtMs: 11_000, totalMs: 10_000 };

describe('toPercentLags', () => {
  it('times each percent of the job from when the provider reached it', () => {
    // The video is 95 * 3/4 of the job and begins at 23 percent: 24 is reached when it is 1 percent done.
    const lags = toPercentLags([{ atMs: 1_400, percent: 24, step: 'video' }], [VIDEO]);
    expect(lags).toEqual([300]);
  });

  it('counts a percent that was passed over as seen with the next', () => {
    const lags = toPercentLags([{ atMs: 12_000, percent: 95, step: 'processing' }], [VIDEO]);
    expect(lags).toHaveLength(71);
    expect(Math.max(...lags)).toBe(10_900);
  });

  it('counts what the provider reached within a span alone', () => {
    const sightings = [{ atMs: 12_000, percent: 95, step: 'processing' as const }];
    const lags = toPercentLags(sightings, [VIDEO], { fromMs: 2_000, untilMs: 3_000 });
    expect(Math.max(...lags)).toBeLessThanOrEqual(10_000);
    expect(Math.min(...lags)).toBeGreaterThan(9_000);
  });

  it('knows nothing of a task that ended early', () => {
    expect(toPercentLags([], [VIDEO])).toEqual([]);
    expect(
      toPercentLags([{ atMs: 0, percent: 100, step: 'completed' }], [{ ...VIDEO, endedAtMs: 1_050 }]),
    ).toEqual([]);
  });
});

describe('toEndLag', () => {
  it('is the time to the first word of a later step', () => {
    const sightings = [
      { atMs: 10_900, percent: 94, step: 'video' as const },
      { atMs: 11_250, percent: 95, step: 'processing' as const },
    ];
    expect(toEndLag(sightings, VIDEO)).toBe(250);
    expect(toEndLag(sightings.slice(0, 1), VIDEO)).toBeNull();
  });
});
