import { toPercentiles } from './percentiles';

describe('toPercentiles', () => {
  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(toPercentiles(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('is that value of one, and nothing of none', () => {
    expect(toPercentiles([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
    expect(toPercentiles([])).toBeNull();
  });
});
