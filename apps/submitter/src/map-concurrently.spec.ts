import { mapConcurrently } from './map-concurrently';

describe('mapConcurrently', () => {
  it('does everything, and never more at once than the limit', async () => {
    const state = { now: 0, most: 0 };
    const done: number[] = [];
    await mapConcurrently(
      [1, 2, 3, 4, 5],
      { limit: 2, signal: new AbortController().signal },
      async (item) => {
        state.most = Math.max(state.most, ++state.now);
        await new Promise(setImmediate);
        state.now -= 1;
        done.push(item);
      },
    );
    expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(state.most).toBe(2);
  });

  it('takes no more items once the signal aborts', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    await mapConcurrently([1, 2, 3], { limit: 1, signal: controller.signal }, (item) => {
      done.push(item);
      controller.abort();
      return Promise.resolve();
    });
    expect(done).toEqual([1]);
  });
});
