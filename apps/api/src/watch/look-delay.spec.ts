import { toLookDelayMs } from './look-delay';

const CALM = { watchedJobs: 1, nudged: false, failed: false };

describe('toLookDelayMs', () => {
  it('grows with the jobs watched, from half a second to one', () => {
    const delays = [1, 62, 100, 125, 10_000].map((watchedJobs) =>
      toLookDelayMs({ ...CALM, watchedJobs }, 0.5),
    );
    expect(delays).toEqual([500, 500, 800, 1_000, 1_000]);
  });

  it('is short when something has just happened, unless the engine does not answer', () => {
    expect(toLookDelayMs({ ...CALM, watchedJobs: 1_000, nudged: true }, 0.5)).toBe(150);
    expect(toLookDelayMs({ ...CALM, nudged: true, failed: true }, 0.5)).toBe(1_000);
  });

  it('varies, so that jobs are not looked at in step', () => {
    expect(toLookDelayMs(CALM, 0)).toBe(425);
    expect(toLookDelayMs(CALM, 1)).toBe(575);
  });
});
