import type { Client } from '@temporalio/client';
import { LIMITER, type LimiterSnapshot } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import { askLimiter } from './ask-limiter';

/**
 * Where the limiter of a task queue stands: permits held and since when, who waits, and how it is set.
 * @throws NotFoundError while no limiter runs, NoAnswerError without a worker, EngineUnavailableError
 */
export async function readLimiter(
  client: Client,
  taskQueue: string,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<LimiterSnapshot> {
  const where = { taskQueue, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const answer = await askLimiter(client, where, (limiter) => limiter.query<unknown>(LIMITER.query.snapshot));
  return limiterSnapshotSchema.parse(answer);
}
