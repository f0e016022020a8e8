import { toIdealMakespan } from './ideal-makespan';

const equal = (jobs: number, seconds: number): number[] => Array.from({ length: jobs }, () => seconds);

describe('toIdealMakespan', () => {
  it.each([
    { jobs: 1, limit: 10, ideal: 3 },
    { jobs: 10, limit: 10, ideal: 3 },
    { jobs: 11, limit: 10, ideal: 6 },
    { jobs: 100, limit: 10, ideal: 30 },
    { jobs: 100, limit: 1, ideal: 300 },
  ])('takes ceil($jobs / $limit) rounds of equal jobs', ({ jobs, limit, ideal }) => {
    expect(toIdealMakespan(equal(jobs, 3), limit)).toBe(ideal);
  });

  it('gives each job to the permit that is free first', () => {
    expect(toIdealMakespan([5, 1, 1, 1, 1], 2)).toBe(5);
    expect(toIdealMakespan([1, 1, 5], 2)).toBe(6);
  });

  it('is nothing for no jobs', () => {
    expect(toIdealMakespan([], 3)).toBe(0);
  });
});
