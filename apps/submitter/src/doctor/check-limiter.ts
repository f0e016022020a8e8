import type { LimiterSnapshot } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { NoAnswerError, NotFoundError, readLimiter } from '@genvideo/progress-client/direct';
import { toApiUrl } from '../to-api-url';
import type { EngineDesk } from './engine-desk';
import { fail, ok, warn, type Verdict } from './finding';
import { toReason } from './to-reason';

/** How long the limiter may take to answer, in milliseconds: it is asked by way of a worker. */
const ANSWER_TIMEOUT_MS = 2_500;

/** How long a job may wait while a permit is free, in seconds. */
const IDLE_PERMIT_SECONDS = 30;

/** What was found out of the limiter; null where it could not be asked. */
export interface LimiterCheck {
  verdict: Verdict;
  snapshot: LimiterSnapshot | null;
}

const toPatch = (config: Config, body: string): string =>
  `curl -X PATCH ${toApiUrl(config)}/limiter -H 'content-type: application/json' -d '${body}'`;

const describe = ({ held, capacity, waiting }: LimiterSnapshot): string =>
  `${held} of ${capacity} permits held, ${waiting} ${waiting === 1 ? 'job waits' : 'jobs wait'}`;

const judge = (snapshot: LimiterSnapshot, config: Config): Verdict => {
  const { paused, draining, capacity, held, waiting, oldest_wait_seconds: oldest } = snapshot;
  if (paused || draining)
    return fail(
      `the limiter ${draining ? 'drains' : 'is paused'}, so no job starts; ${describe(snapshot)}`,
      `Resume it: ${toPatch(config, '{"paused":false}')}`,
    );
  if (waiting > 0 && held < capacity && (oldest ?? 0) > IDLE_PERMIT_SECONDS)
    return warn(
      `jobs wait though permits are free; ${describe(snapshot)}`,
      'Look at the workers: the limiter runs on them, and they may be overloaded.',
    );
  if (capacity !== config.MAX_CONCURRENT_JOBS)
    return warn(
      `${describe(snapshot)}; MAX_CONCURRENT_JOBS is ${config.MAX_CONCURRENT_JOBS} here, and the limiter's capacity is ${capacity}`,
      `If that is not wanted: ${toPatch(config, `{"capacity":${config.MAX_CONCURRENT_JOBS}}`)}, or set MAX_CONCURRENT_JOBS alike for all workers.`,
    );
  return ok(describe(snapshot));
};

const toFailure = (error: unknown, taskQueue: string): Verdict => {
  if (error instanceof NotFoundError)
    return fail(
      `no limiter runs for the task queue "${taskQueue}", so no job starts`,
      'Restart a worker: it begins the limiter, and so does the next job that asks for a permit.',
    );
  if (error instanceof NoAnswerError)
    return fail(
      `the limiter of the task queue "${taskQueue}" does not answer`,
      `Look for "limiter:${taskQueue}" in the engine's UI and in the logs of the workers, which run it.`,
    );
  return fail(`the limiter cannot be asked: ${toReason(error)}`, 'Try again.');
};

/** Whether the limiter grants permits. */
export async function checkLimiter({ client }: EngineDesk, config: Config): Promise<LimiterCheck> {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  try {
    const snapshot = await readLimiter(client, taskQueue, { timeoutMs: ANSWER_TIMEOUT_MS });
    return { verdict: judge(snapshot, config), snapshot };
  } catch (error) {
    return { verdict: toFailure(error, taskQueue), snapshot: null };
  }
}
