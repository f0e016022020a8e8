import type { Client } from '@temporalio/client';
import type { StatusAnswer } from '@genvideo/models';
import { cancelJob, isClosed, readClosedResult, type JobDescription } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { toProgressView, type WatchedJob } from '../watch/watched-job';
import { checkVisible } from './check-visible';
import { describeVisibleJob } from './describe-visible-job';
import {
  cancelContract,
  detailedContract,
  progressContract,
  resultContract,
  statusContract,
} from './job-contracts';
import { toJobLinks } from './job-links';
import { queryStatus } from './query-status';

const toStatusAnswer = (job: JobDescription): StatusAnswer => ({
  workflow_id: job.workflow_id,
  status: job.workflow_status,
  start_time: job.start_time.toISOString(),
  close_time: job.close_time?.toISOString() ?? null,
  workflow_type: job.workflow_type,
  task_queue: job.task_queue,
});

export interface JobOperationsOptions {
  client: Client;
  /** How far a job is, at most about a second old, however many ask. */
  readProgress: (workflowId: string) => Promise<WatchedJob>;
}

/** Following one job, and ending it. */
export function createJobOperations({ client, readProgress }: JobOperationsOptions): Operation[] {
  const readVisibleProgress = async (caller: Caller, workflowId: string): Promise<WatchedJob> => {
    const job = await readProgress(workflowId);
    checkVisible(caller, job);
    return job;
  };

  return [
    operation(statusContract, async ({ path, caller }) => {
      const job = await describeVisibleJob(client, caller, path.workflow_id);
      return reply(200, toStatusAnswer(job));
    }),

    operation(progressContract, async ({ path, caller }) => {
      const view = toProgressView(await readVisibleProgress(caller, path.workflow_id));
      return reply(200, view, { tagged: { ...view, timestamp: null } });
    }),

    operation(detailedContract, async ({ path, caller }) => {
      const job = await describeVisibleJob(client, caller, path.workflow_id);
      const [progress, detailed_status] = await Promise.all([
        readProgress(path.workflow_id),
        queryStatus(client, path.workflow_id),
      ]);
      return reply(200, { ...toStatusAnswer(job), ...toProgressView(progress), detailed_status });
    }),

    operation(resultContract, async ({ path: { workflow_id: id }, caller }) => {
      const job = await describeVisibleJob(client, caller, id);
      if (isClosed(job.workflow_status)) return reply(200, await readClosedResult(client, job));
      throw new ProblemError(
        'Conflict',
        `"${id}" still runs, so it has no result yet; ${toJobLinks(id).progress_url} tells how far it is.`,
      );
    }),

    operation(cancelContract, async ({ path: { workflow_id: id }, caller }) => {
      const { workflow_status: status } = await describeVisibleJob(client, caller, id);
      if (isClosed(status))
        throw new ProblemError(
          'Conflict',
          `"${id}" has already ended (${status}): there is nothing to cancel.`,
        );
      await cancelJob(client, id);
      return reply(202, { workflow_id: id, ...toJobLinks(id) });
    }),
  ];
}
