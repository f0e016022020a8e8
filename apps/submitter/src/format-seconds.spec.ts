import { formatSeconds } from './format-seconds';

describe('formatSeconds', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 m 00 s'],
    [65, '1 m 05 s'],
    [7_380, '2 h 03 m'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
