import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '@genvideo/activities';

/** How long the engine waits for a sign of life of an activity before it gives the work to another worker. */
const HEARTBEAT_TIMEOUT_MS = 10_000;

/** Clean-up goes on for this long while the provider or the disk cannot be reached. */
const CLEAN_UP_LIMIT = '10 minutes';

const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/** For workers that died: what fails says itself how long it is to be left alone. */
const TAKE_OVER = { ...RETRY, maximumInterval: '3 seconds' } as const;

/** Short work beside the workflow's own task; it costs the history one event. */
export const local = proxyLocalActivities<Pick<Activities, 'prepareJob' | 'tellLimiter' | 'tellProvider'>>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '30 seconds',
  retry: { ...RETRY, maximumAttempts: 5 },
});

/** What is tried until it succeeds, because nobody would notice its failure. */
export const untilDone = proxyLocalActivities<Pick<Activities, 'requestCancellation'>>({
  startToCloseTimeout: '5 seconds',
  retry: RETRY,
});

/** Work on a stage, or on storing, bounded by what is left of the job's time. */
export function activitiesWithin(
  remainingMs: number,
): Pick<Activities, 'makeImage' | 'makeVideo' | 'finishJob'> {
  return proxyActivities({
    startToCloseTimeout: remainingMs,
    scheduleToCloseTimeout: remainingMs,
    heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    retry: TAKE_OVER,
  });
}

/** What happens when a job ends before its time. */
export const cleanUp = proxyActivities<Pick<Activities, 'abandonJob'>>({
  startToCloseTimeout: CLEAN_UP_LIMIT,
  scheduleToCloseTimeout: CLEAN_UP_LIMIT,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: RETRY,
});
