import { formatCursor, isAfter, parseCursor } from './event-cursor';

describe('parseCursor', () => {
  it.each([
    { atMs: 1_767_225_600_000, nth: 2, percent: 47, over: false },
    { atMs: 0, nth: 1, percent: 100, over: true },
  ])('reads what formatCursor wrote: %j', (cursor) => {
    expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
  });

  it.each(['', 'end', '1-2', '1-2-101', '-1-2-3', '1-2-3-', `${'9'.repeat(16)}-1-1`, '1-2-3\n'])(
    'takes %j for no id of ours',
    (id) => {
      expect(parseCursor(id)).toBeNull();
    },
  );
});

describe('isAfter', () => {
  it('tells entries of one millisecond apart', () => {
    expect(isAfter({ atMs: 5, nth: 2 }, { atMs: 5, nth: 1 })).toBe(true);
    expect(isAfter({ atMs: 5, nth: 1 }, { atMs: 5, nth: 1 })).toBe(false);
    expect(isAfter({ atMs: 5, nth: 9 }, { atMs: 6, nth: 1 })).toBe(false);
  });
});
