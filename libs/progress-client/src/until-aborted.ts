import { orAborted } from './or-aborted';

/** An iteration that ends without an error, and at once, when the signal aborts. */
export async function* untilAborted<Item>(
  items: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const next = await orAborted(iterator.next(), signal);
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    const left = iterator.return?.().catch(() => undefined);
    // It may hang in what the signal interrupts; nobody waits for that.
    if (!signal.aborted) await left;
  }
}
