import { toTicks } from './axis-ticks';

describe('toTicks', () => {
  it('is round, from 0 up to the highest', () => {
    expect(toTicks(11.5)).toEqual([0, 5, 10]);
    expect(toTicks(1)).toEqual([0, 0.5, 1]);
    expect(toTicks(0.31, 3)).toEqual([0, 0.2]);
  });

  it('counts jobs in whole ones', () => {
    expect(toTicks(1.15, 4, true)).toEqual([0, 1]);
  });

  it('is 0 where there is nothing', () => {
    expect(toTicks(0)).toEqual([0]);
    expect(toTicks(Number.NaN)).toEqual([0]);
  });
});
