import { countCrash, toBackOffMs } from './back-off';

describe('toBackOffMs', () => {
  it('doubles from a second to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(toBackOffMs)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });
});

describe('countCrash', () => {
  it('counts on while a program keeps crashing and begins anew after a minute of good health', () => {
    expect(countCrash(3, 500)).toBe(4);
    expect(countCrash(3, 60_000)).toBe(1);
  });
});
