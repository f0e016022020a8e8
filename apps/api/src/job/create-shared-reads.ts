import { LRUCache } from 'lru-cache';

/** How long one read serves everybody who asks for the same, in milliseconds. */
const FRESH_MS = 1_000;

/** Reads that many ask for at a time. */
export interface SharedReads<Value extends object> {
  /** What was read under this key within the last second, or is just being read; else what `read` gives. */
  get(key: string, read: () => Promise<Value>): Promise<Value>;
}

/**
 * Lets one read serve all who ask for the same within a second. A read that fails serves those who wait for it alone.
 * @param maxKeys how many answers are remembered; those asked for least recently go first
 */
export function createSharedReads<Value extends object>(maxKeys: number): SharedReads<Value> {
  const answers = new LRUCache<string, Value, () => Promise<Value>>({
    max: maxKeys,
    ttl: FRESH_MS,
    // Whoever waits gets the answer even if so many others came that there is no more room for it.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: read }) => read(),
  });
  return { get: (key, read) => answers.forceFetch(key, { context: read }) };
}
