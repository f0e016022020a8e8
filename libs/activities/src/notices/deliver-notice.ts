import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { DeliveryOutcome, FailureType, Notice, NoticeChannel } from '@genvideo/models';
import type { Logger } from '../logger-port';
import { awaitEnding } from './await-ending';
import { DeliveryError } from './delivery-error';
import type { Notifier } from './notifier-port';
import { toAttemptDelayMs } from './to-attempt-delay-ms';
import { toTrueNotice } from './to-true-notice';

/** The adapters of the channels that are configured. */
export type Notifiers = Partial<Record<NoticeChannel, Notifier>>;

export interface DeliverNoticeDependencies {
  client: Client;
  notifiers: Notifiers;
  logger: Logger;
  /** Aborts the attempt as long as nothing was sent. */
  signal: AbortSignal;
  /** Aborts it also then. */
  leaving: AbortSignal;
}

const findNotifier = (notifiers: Notifiers, channel: NoticeChannel): Notifier => {
  const notifier = notifiers[channel];
  if (notifier) return notifier;
  throw new DeliveryError(
    `This worker does not deliver by ${channel}: its settings are not set (docs/notifications.md). Set them and restart it`,
  );
};

const toFailureType = ({ final, status }: DeliveryError): FailureType => {
  if (final) return 'DeliveryRefused';
  return status === 429 ? 'RateLimited' : 'ServiceUnavailable';
};

/** An attempt that failed, as the engine tries it again or not; its detail is what the delivery log shows. */
function toFailure(error: unknown, attempts: number, attempt: number): unknown {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (!(error instanceof DeliveryError)) return error;
  const { message, final, status, retryAfterMs } = error;
  const outcome: DeliveryOutcome = { attempts, last_error: message, last_status: status };
  return ApplicationFailure.create({
    type: toFailureType(error),
    message,
    nonRetryable: final,
    details: [outcome],
    ...(final
      ? {}
      : {
          nextRetryDelay: toAttemptDelayMs({
            attempts: attempt,
            wishMs: retryAfterMs,
            random: Math.random(),
          }),
        }),
  });
}

/** Delivers a notice, or fails in a way that has the engine try it again. */
export async function deliverNotice(
  notice: Notice,
  { client, notifiers, logger, signal, leaving }: DeliverNoticeDependencies,
): Promise<DeliveryOutcome> {
  const { attempt } = Context.current().info;
  const attempts = notice.earlier_attempts + attempt;
  const { workflow_id, user_id, channel, notice_id } = notice;
  const what = { workflow_id, user_id, channel, notice_id, attempts };
  try {
    const told = toTrueNotice(notice, await awaitEnding(client, notice, signal));
    const { status } = await findNotifier(notifiers, channel).deliver(told, leaving);
    logger.info({ ...what, type: told.type, status }, 'notice_delivered');
    return { attempts, last_error: null, last_status: status };
  } catch (error) {
    const { message, final, status } = error instanceof DeliveryError ? error : {};
    logger.warn(
      { ...what, final, status, ...(message ? { reason: message } : { err: error }) },
      'notice_not_delivered',
    );
    throw toFailure(error, attempts, attempt);
  }
}
