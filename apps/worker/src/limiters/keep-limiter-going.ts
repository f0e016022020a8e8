import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { signalLimiter, type LimiterLineOptions } from '@genvideo/activities';
import { LIMITER, toLimiterId } from '@genvideo/models';
import type { Logger } from '@genvideo/runtime';
import { findStall, type Stall } from './find-stall';

export interface LimiterKeeperOptions extends LimiterLineOptions {
  logger: Logger;
  /** How long to wait between looks, in milliseconds; default 15 s. */
  lookEveryMs?: number;
  /** For how long the limiter may stand still, in milliseconds; default a minute. */
  patienceMs?: number;
}

/** How long the engine may take for a look, in milliseconds. */
const LOOK_TIMEOUT_MS = 10_000;

const isSame = (left: Stall, right: Stall): boolean =>
  left.runId === right.runId && left.doneUntil === right.doneUntil;

/**
 * Replaces a pool's limiter that has stood still for a while because no worker that was given its task could replay it.
 * Nobody would get a permit any more; the next one learns from the jobs who holds one, as after a limiter that was
 * terminated by hand. Every worker does so.
 * @returns stops it, and resolves when it has stopped
 */
export function keepLimiterGoing(options: LimiterKeeperOptions): () => Promise<void> {
  const { client, taskQueue, pool = taskQueue, configuration, logger } = options;
  const { lookEveryMs = 15_000, patienceMs = 60_000 } = options;
  const workflowId = toLimiterId(pool);
  const stopping = new AbortController();
  const { signal } = stopping;
  let first: { stall: Stall; seenAtMs: number } | null = null;
  let isGone = false;

  const terminate = async ({ runId }: Stall): Promise<void> => {
    try {
      await client.workflow.getHandle(workflowId, runId).terminate('No worker could replay it');
      logger.error({ pool, run_id: runId }, 'limiter_replaced');
    } catch (error) {
      // Another worker was faster.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    isGone = true;
  };

  const look = async (): Promise<void> => {
    const stall = await findStall(client, workflowId);
    if (stall === null || !first || !isSame(first.stall, stall)) {
      first = stall && { stall, seenAtMs: performance.now() };
      if (stall) logger.warn({ pool, run_id: stall.runId }, 'limiter_cannot_be_replayed');
      return;
    }
    const isTriedAgain = stall.triedInVain > first.stall.triedInVain;
    if (isTriedAgain && performance.now() - first.seenAtMs >= patienceMs) await terminate(stall);
  };

  const lookAndMend = async (): Promise<void> => {
    if (!isGone) await look();
    if (!isGone) return;
    await signalLimiter(options, LIMITER.signal.configure, configuration);
    isGone = false;
  };

  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        // One of its own for each look: the SDK never takes its listeners back.
        const inTime = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
        await client.withAbortSignal(inTime, lookAndMend);
      } catch (err) {
        if (!signal.aborted) logger.warn({ pool, err }, 'limiter_not_looked_at');
      }
    }
  };

  const keeping = keep();
  return () => {
    stopping.abort();
    return keeping;
  };
}
