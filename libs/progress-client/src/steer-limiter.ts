import type { Client, WorkflowHandle } from '@temporalio/client';
import { LIMITER, type LimiterSnapshot } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import { askLimiter } from './ask-limiter';

const steer = async (
  client: Client,
  taskQueue: string,
  update: (limiter: WorkflowHandle) => Promise<unknown>,
): Promise<LimiterSnapshot> => limiterSnapshotSchema.parse(await askLimiter(client, { taskQueue }, update));

/**
 * Changes how many jobs execute at once, until MAX_CONCURRENT_JOBS gets another value. Idempotent. With fewer permits
 * nothing that runs is ended: new permits wait until enough have come back.
 * @param capacity 1 to 10,000
 * @throws InvalidRequestError, NotFoundError while no limiter runs, NoAnswerError without a worker, EngineUnavailableError
 */
export function setLimiterCapacity(
  client: Client,
  taskQueue: string,
  capacity: number,
): Promise<LimiterSnapshot> {
  return steer(client, taskQueue, (limiter) =>
    limiter.executeUpdate<unknown, [number]>(LIMITER.update.setCapacity, { args: [capacity] }),
  );
}

/**
 * Grants no more permits until the limiter is resumed; what runs goes on. Idempotent.
 * @throws NotFoundError while no limiter runs, NoAnswerError without a worker, EngineUnavailableError
 */
export function pauseLimiter(client: Client, taskQueue: string): Promise<LimiterSnapshot> {
  return steer(client, taskQueue, (limiter) => limiter.executeUpdate(LIMITER.update.pause));
}

/**
 * Grants permits again after a pause or a drain. Idempotent.
 * @throws NotFoundError while no limiter runs, NoAnswerError without a worker, EngineUnavailableError
 */
export function resumeLimiter(client: Client, taskQueue: string): Promise<LimiterSnapshot> {
  return steer(client, taskQueue, (limiter) => limiter.executeUpdate(LIMITER.update.resume));
}

/**
 * Lets what runs come to its end and grants nothing more until the limiter is resumed. Idempotent.
 * @throws NotFoundError while no limiter runs, NoAnswerError without a worker, EngineUnavailableError
 */
export function drainLimiter(client: Client, taskQueue: string): Promise<LimiterSnapshot> {
  return steer(client, taskQueue, (limiter) => limiter.executeUpdate(LIMITER.update.drain));
}
