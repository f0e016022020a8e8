import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '@genvideo/activities';

/**
 * Telling jobs that they may begin. No local activity, although that would be cheaper: the decision has to be in the
 * history before anybody hears of it, or a limiter whose worker dies in between decides again, and otherwise.
 */
export const atOnce: Pick<Activities, 'deliverGrants'> = proxyActivities({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '2 seconds' },
});

/** Asking the engine which jobs run and which have ended, and cleaning up after those. */
export const inTime: Pick<Activities, 'reconcilePermits' | 'listRunningJobs' | 'sendCensus'> =
  proxyActivities({
    startToCloseTimeout: '10 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  });
