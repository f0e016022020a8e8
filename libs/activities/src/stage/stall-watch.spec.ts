import { createStallWatch } from './stall-watch';

describe('createStallWatch', () => {
  let now = 0;
  beforeEach(() => {
    now = 1_000;
  });

  it('says nothing of a worker that beats in time', () => {
    const watch = createStallWatch(10_000, () => now);
    for (let beat = 0; beat < 10; beat += 1) {
      now += 3_000;
      watch.beaten();
    }
    expect(watch.hasStalled()).toBe(false);
  });

  it('notices a silence before the engine has run out of patience', () => {
    const watch = createStallWatch(10_000, () => now);
    now += 9_000;
    expect(watch.hasStalled()).toBe(true);
  });

  it('remembers a silence that has ended', () => {
    const watch = createStallWatch(10_000, () => now);
    now += 60_000;
    watch.beaten();
    expect(watch.hasStalled()).toBe(true);
  });

  it('bears any silence where the engine does', () => {
    const watch = createStallWatch(undefined, () => now);
    now += 1e9;
    expect(watch.hasStalled()).toBe(false);
  });
});
