import { toPercentile } from './percentile';
import { toSpread } from './spread';

describe('toPercentile', () => {
  it('is a value that was measured, whatever their order', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.5, 0.95, 1].map((share) => toPercentile(values, share))).toEqual([1, 3, 5, 5]);
  });

  it('says nothing of nothing', () => {
    expect(toPercentile([], 0.5)).toBeNull();
    expect(toSpread([])).toBeNull();
  });
});

describe('toSpread', () => {
  it('holds median, 95th percentile and highest', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(toSpread(values)).toEqual({ p50: 50, p95: 95, max: 100 });
  });
});
