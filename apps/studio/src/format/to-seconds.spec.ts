import { toSeconds } from './to-seconds';

describe('toSeconds', () => {
  it.each([
    [0.04, '0s'],
    [3.42, '3.4s'],
    [-1, '0s'],
    [12.6, '13s'],
    [59.7, '1m 0s'],
    [125, '2m 5s'],
    [3_599.6, '1h 0m'],
    [4_330, '1h 12m'],
    [273_600, '3d 4h'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(toSeconds(seconds)).toBe(text);
  });
});
