import { setTimeout as delay } from 'node:timers/promises';

export interface CoalescerOptions<Item> {
  /** How long items are collected before they are sent together, in milliseconds. */
  windowMs: number;
  /** The most items that are sent at once. */
  maxItems: number;
  send: (items: Item[]) => Promise<void>;
}

export interface Coalescer<Item> {
  /** Resolves when the item has been sent, rejects when sending its batch failed. */
  add(item: Item): Promise<void>;
  /** Resolves when nothing is left to send. */
  settle(): Promise<void>;
}

interface Pending<Item> {
  item: Item;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** The longest that a slow receiver makes items wait for one another, in milliseconds. */
const LONGEST_WINDOW_MS = 250;

/**
 * Sends what comes within a short time as one, and never two at once. After each batch it collects for as long as the
 * sending took: the slower the receiver, the larger the batches, and the less it has to do for each item.
 */
export function createCoalescer<Item>({ windowMs, maxItems, send }: CoalescerOptions<Item>): Coalescer<Item> {
  let pending: Pending<Item>[] = [];
  let flushing: Promise<void> | null = null;

  const flush = async (): Promise<void> => {
    let collectMs = windowMs;
    while (pending.length > 0) {
      // A full batch has nothing to wait for.
      if (pending.length < maxItems) await delay(collectMs);
      const batch = pending.slice(0, maxItems);
      pending = pending.slice(maxItems);
      const sentAt = Date.now();
      try {
        await send(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      collectMs = Math.min(LONGEST_WINDOW_MS, Math.max(windowMs, Date.now() - sentAt));
    }
    flushing = null;
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        pending.push({ item, resolve, reject });
        flushing ??= flush();
      }),
    settle: () => flushing ?? Promise.resolve(),
  };
}
