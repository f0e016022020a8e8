import { parseRetryAfter } from './parse-retry-after';

describe('parseRetryAfter', () => {
  const now = new Date('2026-01-31T12:00:00.000Z');

  it.each([
    ['7', 7],
    ['0', 0],
    ['1.2', 2],
    ['-3', 0],
    ['Sat, 31 Jan 2026 12:00:30 GMT', 30],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});
