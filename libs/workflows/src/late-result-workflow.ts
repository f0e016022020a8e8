import { proxyActivities } from '@temporalio/workflow';
import type { JobResult } from '@genvideo/models';
import type { Activities, LateResultRequest } from '@genvideo/activities';
import { autoUpgrade } from './auto-upgrade';

/** More than the six hours for which the activity itself waits: it says so itself when they are over. */
const LIMIT = '7 hours';

const { awaitLateResult } = proxyActivities<Pick<Activities, 'awaitLateResult'>>({
  startToCloseTimeout: LIMIT,
  scheduleToCloseTimeout: LIMIT,
  heartbeatTimeout: '10 seconds',
  // Who cancels the waiting gets what is there by now.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

/**
 * Waits for what a job left at its provider when it ended early, holds its permit meanwhile, and keeps what was paid
 * for. The job does not wait for it. Ends with the job's result as it is then; null when the job was reset and runs on.
 */
export function LateResultWorkflow(request: LateResultRequest): Promise<JobResult | null> {
  return awaitLateResult(request);
}

autoUpgrade(LateResultWorkflow);
