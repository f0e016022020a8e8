import type { Client } from '@temporalio/client';
import { LIMITER, type LimiterQueue } from '@genvideo/models';
import { askLimiter } from './ask-limiter';

/** How long one look serves everybody who asks, in milliseconds. */
const FRESH_MS = 1_000;

/** A look that took long serves for so many times as long: waiting in vain must not become a habit. */
const REST_FACTOR = 3;

/** How long the limiter may take to answer, in milliseconds: nobody waits for this but along the way. */
const QUEUE_TIMEOUT_MS = 2_000;

interface Look {
  queue: Promise<LimiterQueue | null>;
  /** In milliseconds of the Unix epoch; infinite while the look is under way. */
  freshUntil: number;
}

const looksByClient = new WeakMap<Client, Map<string, Look>>();

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Null for an answer of a limiter of another version. */
const parseQueue = (answer: Partial<LimiterQueue> | null): LimiterQueue | null => {
  const { waiting, capacity, held, paused = false, mean_hold_seconds: hold = null } = answer ?? {};
  if (!Array.isArray(waiting) || !isNumber(capacity) || !isNumber(held)) return null;
  return { waiting, capacity, held, paused, mean_hold_seconds: hold };
};

const askForQueue = async (client: Client, taskQueue: string, pool: string): Promise<LimiterQueue | null> => {
  try {
    const where = { taskQueue, pool, timeoutMs: QUEUE_TIMEOUT_MS };
    return parseQueue(
      await askLimiter(client, where, (limiter) => limiter.query<LimiterQueue | null>(LIMITER.query.queue)),
    );
  } catch {
    return null;
  }
};

const look = (client: Client, taskQueue: string, pool: string): Look => {
  const startedAt = Date.now();
  const begun: Look = { queue: askForQueue(client, taskQueue, pool), freshUntil: Infinity };
  void begun.queue.then(() => {
    const now = Date.now();
    begun.freshUntil = now + Math.max(FRESH_MS, REST_FACTOR * (now - startedAt));
  });
  return begun;
};

/**
 * The queue of a task queue's limiter as it was within about the last second. However many ask, the limiter is asked
 * once a second. Null when nobody can tell: no limiter, no worker, no engine. Never fails.
 * @param pool default that of the task queue itself
 */
export function readQueue(
  client: Client,
  taskQueue: string,
  pool: string = taskQueue,
): Promise<LimiterQueue | null> {
  const looks = looksByClient.get(client) ?? new Map<string, Look>();
  looksByClient.set(client, looks);
  const last = looks.get(pool);
  if (last && Date.now() < last.freshUntil) return last.queue;
  const next = look(client, taskQueue, pool);
  looks.set(pool, next);
  return next.queue;
}
