import type { Client } from '@temporalio/client';
import { jobResultSchema } from '@genvideo/models/schemas';
import { cancelJob, isClosed, readClosedResult, type JobDescription } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { ProblemError } from '../problem';
import { toProgressView, type WatchedJob } from '../watch/watched-job';
import { checkVisible } from './check-visible';
import { describeVisibleJob } from './describe-visible-job';
import { EXAMPLE_PROGRESS, EXAMPLE_RESULT, EXAMPLE_STATUS, EXAMPLE_SUBMITTED } from './job-examples';
import { toJobLinks } from './job-links';
import {
  detailedStatusAnswerSchema,
  ifNoneMatch,
  progressAnswerSchema,
  statusAnswerSchema,
  submittedJobSchema,
  workflowPath,
  type StatusAnswer,
} from './job-schemas';
import { queryStatus } from './query-status';

const ABOUT_A_JOB = {
  tag: 'Jobs',
  access: 'key',
  asksEngine: true,
  parameters: { path: workflowPath },
  problems: ['NotFound'],
} as const;

const FOLLOWED = {
  ...ABOUT_A_JOB,
  method: 'get',
  parameters: { path: workflowPath, headers: ifNoneMatch },
} as const;

const statusContract = {
  ...FOLLOWED,
  id: 'getStatus',
  path: '/workflows/{workflow_id}/status',
  summary: 'How a job stands on the engine',
  description: 'Told by the engine alone: no worker is needed.',
  answers: { 200: json(statusAnswerSchema, { description: 'How it stands.', example: EXAMPLE_STATUS }) },
} as const;

const progressContract = {
  ...FOLLOWED,
  id: 'getProgress',
  path: '/workflows/{workflow_id}/progress',
  summary: 'How far a job is',
  description: "The provider's own percent, at most about a second old. A job that no worker takes says so.",
  answers: { 200: json(progressAnswerSchema, { description: 'How far it is.', example: EXAMPLE_PROGRESS }) },
} as const;

const detailedContract = {
  ...ABOUT_A_JOB,
  method: 'get',
  id: 'getDetailedStatus',
  path: '/workflows/{workflow_id}/detailed-status',
  summary: 'Status and progress, and all that the job itself tells',
  description: 'detailed_status is null when no worker answers for the job.',
  answers: {
    200: json(detailedStatusAnswerSchema, {
      description: 'All that is known.',
      example: { ...EXAMPLE_STATUS, ...EXAMPLE_PROGRESS, detailed_status: null },
    }),
  },
} as const;

const resultContract = {
  ...FOLLOWED,
  id: 'getResult',
  path: '/workflows/{workflow_id}/result',
  summary: 'How a job ended',
  answers: { 200: json(jobResultSchema, { description: 'How it ended.', example: EXAMPLE_RESULT }) },
  problems: ['NotFound', 'Conflict', 'ContractViolation'],
} as const;

const cancelContract = {
  ...ABOUT_A_JOB,
  method: 'post',
  id: 'cancelJob',
  path: '/workflows/{workflow_id}/cancel',
  summary: 'Cancel a job',
  description: 'Asks the job to clean up, at the provider too, and to end. Asking again changes nothing.',
  answers: {
    202: json(submittedJobSchema, { description: 'It has been asked to end.', example: EXAMPLE_SUBMITTED }),
  },
  problems: ['NotFound', 'Conflict'],
} as const;

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
