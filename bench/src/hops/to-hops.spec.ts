import { toHops, type JobTimes } from './to-hops';

const toStage = (from: number) => ({
  scheduled: from,
  activityStarted: from + 10,
  accepted: from + 20,
  ended: from + 1_020,
  activityCompleted: from + 1_050,
});

const toJob = (granted: number, acquired = 0): JobTimes => ({
  acquired,
  granted,
  grantSignalled: granted + 5,
  grantTaskStarted: granted + 8,
  image: toStage(granted + 10),
  video: toStage(granted + 1_070),
  released: granted + 2_100,
});

const toMs = (jobs: JobTimes[], limit: number): Record<string, number> =>
  Object.fromEntries(toHops(jobs, limit).map(({ name, mean_ms }) => [name, mean_ms]));

describe('toHops', () => {
  it('adds up to the time from one grant of a permit to its next', () => {
    const hops = toHops([toJob(0), toJob(2_130)], 1);
    expect(hops.reduce((sum, { mean_ms }) => sum + mean_ms, 0)).toBe(2_130);
    expect(hops.filter(({ useful }) => useful).map(({ mean_ms }) => mean_ms)).toEqual([1_000, 1_000]);
  });

  it('pairs the release that comes as number k with grant number k + limit', () => {
    const jobs = [toJob(0), toJob(100), toJob(2_140), toJob(2_260)];
    expect(toMs(jobs, 2)['→ next grant decided']).toBe(50);
  });

  it('tells a permit that nobody wanted from one that was late', () => {
    const ms = toMs([toJob(0), toJob(3_010, 3_000)], 1);
    expect(ms['nobody waits for the permit']).toBe(900);
    expect(ms['→ next grant decided']).toBe(10);
  });

  it('has nothing to say of no jobs', () => {
    expect(toHops([], 10)).toEqual([]);
  });
});
