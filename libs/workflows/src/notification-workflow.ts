import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
  upsertMemo,
} from '@temporalio/workflow';
import type { DeliveryOutcome, Notice } from '@genvideo/models';
import type { Activities } from '@genvideo/activities';

/** How long a notice is tried, as the scheme of webhooks recommends. */
const { deliverNotice } = proxyActivities<Pick<Activities, 'deliverNotice'>>({
  scheduleToCloseTimeout: '24 hours',
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  // The activity itself says when to try again; this is for workers that died before they could.
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '30 minutes' },
});

/**
 * One notice on one channel, tried until its receiver has taken it, for 24 hours. Nobody waits for it: a job ends
 * without its notices. Ends completed when it was taken, else failed, and can then be started again.
 */
export async function NotificationWorkflow(notice: Notice): Promise<DeliveryOutcome> {
  try {
    const outcome = await deliverNotice(notice);
    upsertMemo({ outcome });
    return outcome;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { outcome, failure } = toEnd(error, notice);
    upsertMemo({ outcome });
    throw failure;
  }
}

/** What an attempt said of its failure; null when its worker died before it could. */
const toTrouble = ({ cause }: ActivityFailure): ApplicationFailure | null => {
  const last = cause instanceof TimeoutFailure ? cause.cause : cause;
  return last instanceof ApplicationFailure ? last : null;
};

/** Why a notice is tried no more: its receiver refuses it for good, or its time is over. */
function toEnd(
  error: ActivityFailure,
  { earlier_attempts }: Notice,
): { outcome: DeliveryOutcome; failure: ApplicationFailure } {
  const trouble = toTrouble(error);
  const reason = trouble?.message ?? 'no worker had an answer';
  const isRefused = trouble?.type === 'DeliveryRefused';
  const type = isRefused ? 'DeliveryRefused' : 'TimedOut';
  const message = isRefused ? reason : `Not delivered within 24 hours; the last trouble was: ${reason}`;
  const [told] = (trouble?.details ?? []) as Partial<DeliveryOutcome>[];
  return {
    outcome: { attempts: earlier_attempts, last_status: null, ...told, last_error: message },
    failure: ApplicationFailure.create({ type, message, nonRetryable: true }),
  };
}
