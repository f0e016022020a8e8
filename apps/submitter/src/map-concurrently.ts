/** Does `work` for each item, at most `limit` at a time, in order. Stops taking items once the signal aborts. */
export async function mapConcurrently<Item>(
  items: readonly Item[],
  { limit, signal }: { limit: number; signal: AbortSignal },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items.values();
  const takeItems = async (): Promise<void> => {
    for (const item of iterator) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeItems));
}
