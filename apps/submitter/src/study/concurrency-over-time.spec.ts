import { toHighest, toSteps } from './concurrency-over-time';

describe('toSteps', () => {
  it('counts what is open, from each moment at which that changes', () => {
    const steps = toSteps([
      { from: 0, to: 10 },
      { from: 5, to: 15 },
      { from: 12, to: 13 },
    ]);
    expect(steps.map(({ at, count }) => [at, count])).toEqual([
      [0, 1],
      [5, 2],
      [10, 1],
      [12, 2],
      [13, 1],
      [15, 0],
    ]);
    expect(toHighest(steps)).toBe(2);
  });

  it('does not count two at once where one ends as the next begins', () => {
    const steps = toSteps([
      { from: 0, to: 10 },
      { from: 10, to: 20 },
    ]);
    expect(toHighest(steps)).toBe(1);
  });

  it('is empty of nothing', () => {
    expect(toHighest(toSteps([]))).toBe(0);
  });
});
