import type { Client } from '@temporalio/client';
import { LIMITER, toLimiterId, type LimiterSnapshot } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import { readLimiter, setLimiterCapacity } from '@genvideo/progress-client/direct';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';

/** Looks at a pool's limiter and sets its capacity. */
export interface LimiterDesk {
  /** Whether somebody answers for the pool, and how it stands; with an error that says what to do. */
  check(): Promise<LimiterSnapshot>;
  /** How it stands, in one cheap call, for many looks. */
  snapshot(): Promise<LimiterSnapshot>;
  setCapacity(capacity: number): Promise<LimiterSnapshot>;
}

const TIMEOUT_MS = 10_000;

/** @param pool the task queue, which is also the pool */
export function createLimiterDesk(client: Client, pool: string): LimiterDesk {
  const limiter = client.workflow.getHandle(toLimiterId(pool));
  return {
    check: () => readLimiter(client, pool),
    snapshot: async () =>
      limiterSnapshotSchema.parse(
        await client.withDeadline(Date.now() + TIMEOUT_MS, () => limiter.query(LIMITER.query.snapshot)),
      ),
    setCapacity: (capacity) => setLimiterCapacity(client, pool, capacity),
  };
}

/**
 * The pool before a study.
 * @throws UserFacingError when nobody answers for it, or when it is in use or does not grant permits
 */
export async function checkPool(limiter: LimiterDesk, pool: string): Promise<LimiterSnapshot> {
  const snapshot = await limiter.check().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`No study is possible: ${reason}`, EXIT_STATUS.outOfReach, { cause: error });
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
