import type { Client } from '@temporalio/client';
import { LIMITER, toLimiterId, type LimiterSnapshot } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** Looks at a pool's limiter and sets its capacity. */
export interface LimiterDesk {
  snapshot(): Promise<LimiterSnapshot>;
  setCapacity(capacity: number): Promise<LimiterSnapshot>;
}

const TIMEOUT_MS = 10_000;

/** @param pool the task queue, which is also the pool */
export function createLimiterDesk(client: Client, pool: string): LimiterDesk {
  const limiter = client.workflow.getHandle(toLimiterId(pool));
  const ask = async (call: () => Promise<unknown>): Promise<LimiterSnapshot> =>
    limiterSnapshotSchema.parse(await client.withDeadline(Date.now() + TIMEOUT_MS, call));
  return {
    snapshot: () => ask(() => limiter.query(LIMITER.query.snapshot)),
    setCapacity: (capacity) =>
      ask(() => limiter.executeUpdate(LIMITER.update.setCapacity, { args: [capacity] })),
  };
}

/**
 * The pool before a study.
 * @throws UserFacingError when nobody answers for it, or when it is in use or does not grant permits
 */
export async function checkPool(limiter: LimiterDesk, pool: string): Promise<LimiterSnapshot> {
  const snapshot = await limiter.snapshot().catch((error: unknown) => {
    throw new UserFacingError(
      `The limiter of ${pool} does not answer: it starts with the first worker. Start one with "npx nx serve worker", or everything with "npm start".`,
      EXIT_STATUS.outOfReach,
      { cause: error },
    );
  });
  if (snapshot.paused || snapshot.draining)
    throw new UserFacingError(`The pool ${pool} is paused or drained: resume it before a study.`);
  const { held, waiting } = snapshot;
  if (held + waiting > 0)
    throw new UserFacingError(
      `The pool ${pool} is in use (${held} running, ${waiting} waiting): a study needs it to itself. Wait until it is idle, or use another TEMPORAL_TASK_QUEUE.`,
    );
  return snapshot;
}
