import { toRelative } from './to-relative';

const now = new Date('2026-01-31T12:00:00Z');

describe('toRelative', () => {
  it.each([
    ['2026-01-31T12:00:20Z', 'in 20 sec.'],
    ['2026-01-31T11:55:00Z', '5 min. ago'],
    ['2026-01-31T09:00:00Z', '3 hr. ago'],
    ['2026-01-30T12:00:00Z', 'yesterday'],
    ['2026-01-31T12:00:00.300Z', 'now'],
  ])('tells %s as %s', (iso, text) => {
    expect(toRelative(iso, now)).toBe(text);
  });

  it('tells nothing of what is no time', () => {
    expect(toRelative('soon', now)).toBeNull();
  });
});
