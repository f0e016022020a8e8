import { performance } from 'node:perf_hooks';
import { WorkflowNotFoundError } from '@temporalio/client';
import { signalLimiter, type LimiterLineOptions } from '@genvideo/activities';
import { LIMITER, toLimiterId } from '@genvideo/models';
import type { Logger } from '@genvideo/runtime';
import { findStall } from './find-stall';

export interface LimiterKeeperOptions extends LimiterLineOptions {
  logger: Logger;
  /** How often to look, in milliseconds; default 15 s. */
  lookEveryMs?: number;
  /** For how long no worker may be able to replay the limiter, in milliseconds; default a minute. */
  patienceMs?: number;
}

/**
 * Replaces a pool's limiter that has stood still for a while because no worker can replay its history. Nobody would get a
 * permit any more; the next one learns from the jobs who holds one, as after a limiter that was terminated by hand. As
 * long as some worker can do its tasks, it is left alone. Every worker does so.
 * @returns stops it, and resolves when it has stopped
 */
export function keepLimiterGoing(options: LimiterKeeperOptions): () => Promise<void> {
  const { client, taskQueue, pool = taskQueue, configuration, logger } = options;
  const { lookEveryMs = 15_000, patienceMs = 60_000 } = options;
  const workflowId = toLimiterId(pool);
  let seen: { at: string; sinceMs: number } | null = null;

  const replace = async (runId: string): Promise<void> => {
    try {
      await client.workflow.getHandle(workflowId, runId).terminate('No worker could replay it');
      logger.error({ pool, run_id: runId }, 'limiter_replaced');
    } catch (error) {
      // Another worker was faster.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    await signalLimiter(options, LIMITER.signal.configure, configuration);
  };

  const look = async (): Promise<void> => {
    const stall = await findStall(client, workflowId);
    const at = stall && `${stall.runId} ${stall.doneUntil}`;
    if (stall === null || at === null) {
      seen = null;
    } else if (seen?.at !== at) {
      seen = { at, sinceMs: performance.now() };
      logger.warn({ pool, run_id: stall.runId }, 'limiter_cannot_be_replayed');
    } else if (performance.now() - seen.sinceMs >= patienceMs) {
      await replace(stall.runId);
    }
  };

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((err: unknown) => logger.warn({ pool, err }, 'limiter_not_looked_at'));
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    return looking;
  };
}
