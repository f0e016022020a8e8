import { createRecentCount } from './create-recent-count';

describe('createRecentCount', () => {
  const open = () => {
    let nowMs = 5;
    const count = createRecentCount(() => nowMs);
    return { count, pass: (ms: number) => (nowMs += ms) };
  };

  it('counts what comes together', () => {
    const { count } = open();
    expect([count(), count(), count()]).toEqual([1, 2, 3]);
  });

  it('remembers the minute before, and no more', () => {
    const { count, pass } = open();
    count();
    count();
    pass(60_000);
    expect(count()).toBe(3);
    pass(60_000);
    expect(count()).toBe(2);
  });

  it('has forgotten everything after a long silence', () => {
    const { count, pass } = open();
    count();
    pass(10 * 60_000);
    expect(count()).toBe(1);
  });
});
