import { untilAborted } from './until-aborted';

describe('untilAborted', () => {
  it('passes everything on', async () => {
    const seen: number[] = [];
    for await (const item of untilAborted(count(3), new AbortController().signal)) seen.push(item);
    expect(seen).toEqual([0, 1, 2]);
  });

  it('ends at once when the signal aborts, also while the next item is a long way off', async () => {
    const controller = new AbortController();
    const items = untilAborted(waitForEver(), controller.signal);
    const next = items.next();
    controller.abort();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
  });

  it('ends before it began when the signal has aborted', async () => {
    await expect(untilAborted(count(3), AbortSignal.abort()).next()).resolves.toMatchObject({ done: true });
  });

  it('passes an error on', async () => {
    const items = untilAborted(fail(), new AbortController().signal);
    await expect(items.next()).rejects.toThrow('broken');
  });

  it('tells the source when its reader leaves', async () => {
    let left = false;
    const source = async function* () {
      try {
        yield* count(3);
      } finally {
        left = true;
      }
    };
    for await (const item of untilAborted(source(), new AbortController().signal)) if (item === 1) break;
    expect(left).toBe(true);
  });
});

async function* count(end: number): AsyncGenerator<number> {
  for (let item = 0; item < end; item += 1) yield await Promise.resolve(item);
}

async function* waitForEver(): AsyncGenerator<number> {
  await new Promise(() => undefined);
  yield 0;
}

async function* fail(): AsyncGenerator<number> {
  await Promise.reject(new Error('broken'));
  yield 0;
}
