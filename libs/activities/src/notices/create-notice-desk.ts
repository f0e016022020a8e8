import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { DeliveryOutcome, JobResult, Notice } from '@genvideo/models';
import type { Logger } from '../logger-port';
import { cancelledFor } from '../cancelled-for';
import { withHeartbeat } from '../with-heartbeat';
import { deliverNotice, type Notifiers } from './deliver-notice';
import { tellOfJob, type EndedJob } from './tell-of-job';
import type { EverydayChannels } from './to-notices';

/** How people and programs hear of ends. */
export interface NoticeOptions {
  /** How this worker delivers. */
  notifiers: Notifiers;
  /** The channels that hear of every job and batch, each with the host it goes to. */
  everyday: EverydayChannels;
}

/** Where ends are told, from within activities. */
export interface NoticeDesk {
  /** Starts the notices about a job that has ended or is about to. */
  tellOfJob(ended: EndedJob, signal: AbortSignal): Promise<void>;
  /** The same about the job whose own activity this is. Gives its result back. */
  tellOfOwn<Result extends JobResult>(
    account: EndedJob['account'],
    result: Result,
    signal: AbortSignal,
  ): Promise<Result>;
  deliver(notice: Notice): Promise<DeliveryOutcome>;
}

/**
 * Aborts when the worker leaves, and for nobody else's sake: what is on its way to its receiver is not broken off only
 * to be sent again.
 */
export const toLeaving = (hurry: AbortSignal): AbortSignal =>
  cancelledFor(hurry, ({ workerShutdown }) => workerShutdown);

const NOBODY: NoticeOptions = { notifiers: {}, everyday: {} };

/** A desk on the activity's own task queue, whose workers deliver. */
export function createNoticeDesk(dependencies: {
  client: Client;
  logger: Logger;
  notices?: NoticeOptions;
}): NoticeDesk {
  const { client, logger } = dependencies;
  const { notifiers, everyday } = dependencies.notices ?? NOBODY;
  const tell: NoticeDesk['tellOfJob'] = (ended, signal) =>
    tellOfJob(ended, { client, taskQueue: Context.current().info.taskQueue, everyday, logger, signal });
  return {
    tellOfJob: tell,
    async tellOfOwn(account, result, signal) {
      const run_id = Context.current().info.workflowExecution?.runId ?? '';
      await tell({ account, result, run_id }, signal);
      return result;
    },
    deliver: (notice) =>
      withHeartbeat(
        () => null,
        (signal) => deliverNotice(notice, { client, notifiers, logger, signal, leaving: toLeaving(signal) }),
      ),
  };
}
