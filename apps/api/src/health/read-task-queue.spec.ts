import { countLivePollers } from './read-task-queue';

const NOW_MS = 1_700_000_000_000;
const seen = (identity: string, secondsAgo: number) => ({
  identity,
  lastAccessTime: { seconds: NOW_MS / 1_000 - secondsAgo },
});

describe('countLivePollers', () => {
  it('counts a worker once, however many polls it has open', () => {
    expect(countLivePollers([seen('a', 1), seen('a', 30), seen('b', 60)], NOW_MS)).toBe(2);
  });

  it('leaves out those the engine remembers though they are gone', () => {
    expect(countLivePollers([seen('a', 200), { identity: 'b', lastAccessTime: null }], NOW_MS)).toBe(0);
  });

  it.each([
    ['ahead', 600],
    ['behind', -600],
  ])('counts them also where its own clock is ten minutes %s', (_way, off) => {
    expect(countLivePollers([seen('a', off), seen('b', off + 30), seen('gone', off + 200)], NOW_MS)).toBe(2);
  });
});
