import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
  TimeoutFailure,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import { NOTICE, type DeliveryOutcome, type Notice } from '@genvideo/models';
import type { Activities } from '@genvideo/activities';
import { autoUpgrade } from './auto-upgrade';

/** How long a notice is tried, as the scheme of webhooks recommends, in milliseconds. */
const TRIED_FOR_MS = 24 * 3_600_000;

const deliverNowSignal = defineSignal<[number]>(NOTICE.signal.deliverNow);

const toActivities = (leftMs: number) =>
  proxyActivities<Pick<Activities, 'deliverNotice'>>({
    scheduleToCloseTimeout: leftMs,
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '10 seconds',
    // An attempt that is under way comes to its end.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    // The activity itself says when to try again; this is for workers that died before they could.
    retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '30 minutes' },
  });

/**
 * One notice on one channel, tried until its receiver has taken it, for 24 hours. Nobody waits for it: a job ends
 * without its notices. Ends completed when it was taken, else failed, and can then be started again.
 */
export async function NotificationWorkflow(notice: Notice): Promise<DeliveryOutcome> {
  try {
    const outcome = await deliver(notice);
    upsertMemo({ outcome });
    return outcome;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { outcome, failure } = toEnd(error, notice);
    upsertMemo({ outcome });
    throw failure;
  }
}

autoUpgrade(NotificationWorkflow);

/**
 * Tries until the receiver has taken it. Who asks for it now has the pause before the next attempt cut short; an attempt
 * that is under way ends first, so that nobody is called twice for that.
 */
async function deliver(notice: Notice): Promise<DeliveryOutcome> {
  const until = workflowInfo().startTime.getTime() + TRIED_FOR_MS;
  let leftMs = TRIED_FOR_MS;
  let attempts = notice.earlier_attempts;
  let cutShort = (): void => undefined;
  setHandler(deliverNowSignal, (made) => {
    attempts = Math.max(attempts, made);
    cutShort();
  });
  for (;;) {
    const scope = new CancellationScope();
    cutShort = () => scope.cancel();
    try {
      const { deliverNotice } = toActivities(leftMs);
      return await scope.run(() => deliverNotice({ ...notice, earlier_attempts: attempts }));
    } catch (error) {
      leftMs = until - Date.now();
      const isAsked = scope.consideredCancelled && !CancellationScope.current().consideredCancelled;
      if (!isAsked || leftMs <= 0 || !mayGoOn(error)) throw error;
      attempts = Math.max(attempts, toTold(error).attempts ?? 0);
      upsertMemo({ earlier_attempts: attempts });
    }
  }
}

/** Whether a delivery that was cut short may go on: its receiver has not refused it for good meanwhile. */
const mayGoOn = (error: unknown): boolean =>
  error instanceof ActivityFailure && toTrouble(error)?.type !== 'DeliveryRefused';

/** What the latest attempt told of the attempts before. */
const toTold = (error: unknown): Partial<DeliveryOutcome> => {
  const details = error instanceof ActivityFailure ? toTrouble(error)?.details : null;
  return (details ?? [])[0] ?? {};
};

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
  return {
    outcome: { attempts: earlier_attempts, last_status: null, ...toTold(error), last_error: message },
    failure: ApplicationFailure.create({ type, message, nonRetryable: true }),
  };
}
