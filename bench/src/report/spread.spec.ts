import { toSpread } from './spread';

describe('toSpread', () => {
  it('takes the middle value of an odd number', () => {
    expect(toSpread([9, 1, 4])).toEqual({ median: 4, min: 1, max: 9 });
  });

  it('takes the mean of the middle two of an even number', () => {
    expect(toSpread([10, 1, 4, 2])).toEqual({ median: 3, min: 1, max: 10 });
  });

  it('sorts by number, not by text', () => {
    expect(toSpread([100, 9, 20]).median).toBe(20);
  });

  it('refuses to speak of nothing', () => {
    expect(() => toSpread([])).toThrow(RangeError);
  });
});
