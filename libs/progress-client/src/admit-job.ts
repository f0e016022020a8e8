import type { Client } from '@temporalio/client';
import { DEFAULT_STAGE_SECONDS, type LimiterQueue } from '@genvideo/models';
import { isKnownJob } from './is-known-job';
import { QueueFullError } from './queue-full-error';
import { readQueue } from './read-queue';

export interface Admission {
  taskQueue: string;
  /** LIMITER_MAX_WAITING. */
  maxWaiting: number;
  /** The id the caller chose; null for a job whose id is made here, which cannot be there already. */
  workflowId: string | null;
}

/** What a job holds its permit for before anything has been measured, in seconds. */
const ASSUMED_HOLD_SECONDS = DEFAULT_STAGE_SECONDS.image + DEFAULT_STAGE_SECONDS.video;

/** The jobs admitted since a look at the queue, which knows nothing of them. */
const admittedSince = new WeakMap<LimiterQueue, number>();

/** How many more jobs may come: those that a permit is free for, and those that may wait. */
const countPlaces = (queue: LimiterQueue, maxWaiting: number): number => {
  const free = queue.paused ? 0 : Math.max(0, queue.capacity - queue.held);
  return free + maxWaiting - queue.waiting.length - (admittedSince.get(queue) ?? 0);
};

const toRetryAfterSeconds = ({ mean_hold_seconds: hold, capacity }: LimiterQueue, missing: number): number =>
  Math.max(1, Math.ceil((missing * (hold ?? ASSUMED_HOLD_SECONDS)) / capacity));

/**
 * Lets a job in unless too many wait already, by a count about a second old. A job that is there already is let in
 * always, and so is every job while nobody can tell how many wait.
 * @throws QueueFullError
 */
export async function admitJob(
  client: Client,
  { taskQueue, maxWaiting, workflowId }: Admission,
): Promise<void> {
  const queue = await readQueue(client, taskQueue);
  if (queue === null) return;
  const places = countPlaces(queue, maxWaiting);
  if (places > 0) {
    admittedSince.set(queue, (admittedSince.get(queue) ?? 0) + 1);
    return;
  }
  if (workflowId !== null && (await isKnownJob(client, workflowId))) return;
  const retryAfterSeconds = toRetryAfterSeconds(queue, 1 - places);
  throw new QueueFullError({ waiting: maxWaiting - places, maxWaiting, retryAfterSeconds });
}
