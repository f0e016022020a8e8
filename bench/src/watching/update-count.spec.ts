import { UpdateCount } from './update-count';

const count = (...told: [watcher: number, update: string][]): UpdateCount => {
  const updates = new UpdateCount();
  for (const [watcher, update] of told) updates.take(watcher, update);
  return updates;
};

describe('UpdateCount', () => {
  it('finds nothing lost where all were told the same, from when they came', () => {
    const updates = count([1, 'a'], [1, 'b'], [2, 'b'], [2, 'c'], [1, 'c']);
    updates.end();
    expect([updates.delivered, updates.lost]).toEqual([5, 0]);
  });

  it('counts what was left out in between, and what never came', () => {
    const updates = count([1, 'a'], [1, 'b'], [1, 'c'], [2, 'a'], [2, 'c'], [3, 'a']);
    updates.end();
    expect(updates.lost).toBe(3);
  });

  it('waits for what is on its way, but for nothing new', () => {
    const updates = count([1, 'a'], [2, 'a'], [1, 'b']);
    updates.close();
    updates.take(2, 'b');
    updates.take(1, 'c');
    updates.end();
    expect([updates.delivered, updates.lost]).toEqual([4, 0]);
  });
});
