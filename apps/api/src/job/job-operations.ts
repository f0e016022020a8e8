import type { Client } from '@temporalio/client';
import {
  WORKFLOW_TYPE,
  type BatchResult,
  type DetailedStatus,
  type JobResult,
  type StatusAnswer,
} from '@genvideo/models';
import {
  describeJob,
  isClosed,
  readClosedResult,
  type JobDescription,
} from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import type { Caller } from '../auth/caller';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { toProgressView, type WatchedJob } from '../watch/watched-job';
import { checkVisible } from './check-visible';
import { createSharedReads } from './create-shared-reads';
import { describeVisibleJob } from './describe-visible-job';
import { findTag } from './find-tag';
import {
  cancelContract,
  detailedContract,
  progressContract,
  resultContract,
  statusContract,
} from './job-contracts';
import { toJobLinks } from './job-links';
import { queryStatus } from './query-status';
import { refuseToCancel, requestCancel } from './request-cancel';

const toStatusAnswer = (job: JobDescription): StatusAnswer => ({
  workflow_id: job.workflow_id,
  status: job.workflow_status,
  start_time: job.start_time.toISOString(),
  close_time: job.close_time?.toISOString() ?? null,
  workflow_type: job.workflow_type,
  task_queue: job.task_queue,
});

/** How many jobs' details are remembered for a second. */
const MAX_DETAILED_JOBS = 500;

interface JobDetails {
  job: JobDescription;
  detailed_status: DetailedStatus | null;
}

export interface JobOperationsOptions {
  client: Client;
  logger: Logger;
  /** How far a job is, at most about a second old, however many ask. */
  readProgress: (workflowId: string) => Promise<WatchedJob>;
  /** How a batch ended that has been described as closed. */
  readBatchEnd: (job: JobDescription) => Promise<BatchResult>;
}

/** Following one job, and ending it. */
export function createJobOperations({
  client,
  logger,
  readProgress,
  readBatchEnd,
}: JobOperationsOptions): Operation[] {
  const readVisibleProgress = async (caller: Caller, workflowId: string): Promise<WatchedJob> => {
    const job = await readProgress(workflowId);
    checkVisible(caller, job);
    return job;
  };

  const details = createSharedReads<JobDetails>(MAX_DETAILED_JOBS);
  const readDetails = (id: string, when: 'lately' | 'after its end'): Promise<JobDetails> =>
    details.get(`${id} ${when}`, async () => {
      const [job, detailed_status] = await Promise.all([describeJob(client, id), queryStatus(client, id)]);
      return { job, detailed_status };
    });

  const readEnd = (job: JobDescription): Promise<JobResult | BatchResult> =>
    job.workflow_type === WORKFLOW_TYPE.batch ? readBatchEnd(job) : readClosedResult(client, job);

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
      const [progress, latest] = await Promise.all([
        readVisibleProgress(caller, path.workflow_id),
        readDetails(path.workflow_id, 'lately'),
      ]);
      const isBehind = isClosed(progress.workflow_status) && !isClosed(latest.job.workflow_status);
      const { job, detailed_status } = isBehind
        ? await readDetails(path.workflow_id, 'after its end')
        : latest;
      return reply(200, { ...toStatusAnswer(job), ...toProgressView(progress), detailed_status });
    }),

    operation(resultContract, async ({ path: { workflow_id: id }, caller }) => {
      const job = await describeVisibleJob(client, caller, id);
      if (isClosed(job.workflow_status)) return reply(200, await readEnd(job));
      throw new ProblemError(
        'Conflict',
        `"${id}" still runs, so it has no result yet; ${toJobLinks(id).progress_url} tells how far it is.`,
      );
    }),

    operation(cancelContract, async ({ path: { workflow_id: id }, caller }) => {
      const { workflow_status: status, tags } = await describeVisibleJob(client, caller, id);
      if (isClosed(status)) throw refuseToCancel(id, status);
      await requestCancel(client, id);
      const user_id = findTag(tags, 'user:');
      logger.info({ workflow_id: id, user_id, caller: caller.name }, 'job_cancel_requested');
      return reply(202, { workflow_id: id, ...toJobLinks(id) });
    }),
  ];
}
