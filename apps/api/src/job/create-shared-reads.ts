import { LRUCache } from 'lru-cache';

/** How long one read serves everybody who asks for the same unless it is said otherwise, in milliseconds. */
const FRESH_MS = 1_000;

/** Reads that many ask for at a time. */
export interface SharedReads<Value extends object> {
  /** What was read under this key lately, or is just being read; else what `read` gives. */
  get(key: string, read: () => Promise<Value>): Promise<Value>;
}

/**
 * Lets one read serve all who ask for the same within a while. A read that fails serves those who wait for it alone.
 * @param maxKeys how many answers are remembered; those asked for least recently go first
 * @param freshMs how long that while is, in milliseconds; default 1,000
 */
export function createSharedReads<Value extends object>(
  maxKeys: number,
  { freshMs = FRESH_MS } = {},
): SharedReads<Value> {
  const answers = new LRUCache<string, Value, () => Promise<Value>>({
    max: maxKeys,
    ttl: freshMs,
    // Whoever waits gets the answer even if so many others came that there is no more room for it.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: read }) => read(),
  });
  return { get: (key, read) => answers.forceFetch(key, { context: read }) };
}
