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

/** Sends what comes within a short time as one, and never two at once: under load, batches grow by themselves. */
export function createCoalescer<Item>({ windowMs, maxItems, send }: CoalescerOptions<Item>): Coalescer<Item> {
  let pending: Pending<Item>[] = [];
  let flushing: Promise<void> | null = null;

  const flush = async (): Promise<void> => {
    await delay(windowMs);
    while (pending.length > 0) {
      const batch = pending.slice(0, maxItems);
      pending = pending.slice(maxItems);
      try {
        await send(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
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
