import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '@genvideo/activities';

const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;

/** How long the engine waits for a sign of life before it gives the work to another worker. */
const HEARTBEAT_TIMEOUT = '10 seconds';

/** Keeping the window full. It ends by itself now and then, so that no run of it lasts for ever. */
export const atLength = proxyActivities<Pick<Activities, 'runBatch'>>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: RETRY,
});

/** Work on a batch's files; tried until the store takes it. */
export const onFiles = proxyActivities<Pick<Activities, 'openBatch' | 'retryFailedItems' | 'finishBatch'>>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: RETRY,
});
