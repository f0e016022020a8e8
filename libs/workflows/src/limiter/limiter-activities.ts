import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '@genvideo/activities';

/** Telling jobs that they may begin; beside the limiter's own task, because a permit that is on its way is idle. */
export const atOnce: Pick<Activities, 'deliverGrants'> = proxyLocalActivities({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});

/** Asking the engine which jobs run and which have ended, and cleaning up after those. */
export const inTime: Pick<Activities, 'reconcilePermits' | 'listRunningJobs' | 'sendCensus'> =
  proxyActivities({
    startToCloseTimeout: '10 minutes',
    heartbeatTimeout: '30 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  });
