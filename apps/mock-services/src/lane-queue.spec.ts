import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLaneQueue } from './lane-queue';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function createWork() {
  const finish: (() => void)[] = [];
  const started: number[] = [];
  const work = (number: number) => async () => {
    started.push(number);
    await new Promise<void>((resolve) => finish.push(resolve));
    return number;
  };
  return { finish, started, work };
}

describe('createLaneQueue', () => {
  it('runs one piece of work per lane, the rest in order', async () => {
    const queue = createLaneQueue(['lane']);
    const { finish, started, work } = createWork();
    const results = [1, 2, 3].map((number) => queue.run(never, work(number)));
    for (const [index, result] of results.entries()) {
      await nextTurn();
      expect(started).toHaveLength(index + 1);
      finish[index]?.();
      expect(await result).toBe(index + 1);
    }
    expect(started).toEqual([1, 2, 3]);
  });

  it('passes over work that is no longer wanted', async () => {
    const queue = createLaneQueue(['lane']);
    const { finish, started, work } = createWork();
    const leave = new AbortController();
    const first = queue.run(never, work(1));
    const unwanted = queue.run(leave.signal, work(2));
    const last = queue.run(never, work(3));
    leave.abort();
    await expect(unwanted).rejects.toThrow();
    finish[0]?.();
    await first;
    await nextTurn();
    finish[1]?.();
    expect([await last, started]).toEqual([3, [1, 3]]);
  });

  it('frees the lane when work fails', async () => {
    const queue = createLaneQueue(['lane']);
    await expect(queue.run(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run(never, () => Promise.resolve('next'))).toBe('next');
  });
});
