import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { JobResult } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { jobIdSchema, jobResultSchema, strictJobInputSchema } from '@genvideo/models/schemas';
import { createJobId, readResult, startJob } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import type { EngineWatch } from '../operation/watch-engine';
import type { ProgressHub } from '../watch/progress-hub';
import { awaitEnd } from './await-end';
import { EXAMPLE_JOB, EXAMPLE_RESULT, EXAMPLE_SUBMITTED } from './job-examples';
import { toJobLinks } from './job-links';
import { submittedJobSchema } from './job-schemas';
import { MAX_WAIT_SECONDS, parsePreferredWait } from './parse-prefer';
import { toJobRequest } from './to-job-request';
import { withJobId } from './with-job-id';

const submitHeaders = z.object({
  'Idempotency-Key': z
    .string()
    // The draft of the header has it in quotes.
    .transform((key) => /^"(.*)"$/.exec(key)?.[1] ?? key)
    .pipe(jobIdSchema)
    .optional()
    .meta({
      description: "The job's id, with or without quotes, where the body has no request_id.",
      examples: ['order-4711'],
    }),
  Prefer: z
    .string()
    .optional()
    .meta({
      description: `wait=N: answer with the result if the job ends within N seconds, at most ${MAX_WAIT_SECONDS}.`,
      examples: ['wait=30'],
    }),
});

const WAITED = { 'Preference-Applied': 'How long it was ready to wait: wait=N.' };

const submitContract = {
  id: 'submitJob',
  method: 'post',
  path: '/jobs',
  tag: 'Jobs',
  summary: 'Submit a job',
  description:
    'Starts a job, once: the same input under the same id answers with the job that is there, so whoever did not hear the answer asks again. Other input under a used id is a conflict.',
  access: 'key',
  parameters: { headers: submitHeaders },
  body: { schema: strictJobInputSchema.meta({ id: 'JobInput' }), example: EXAMPLE_JOB },
  answers: {
    202: json(submittedJobSchema, {
      description: 'The job is there, and will be worked on.',
      example: EXAMPLE_SUBMITTED,
      headers: { Location: "The job's status.", ...WAITED },
    }),
    200: json(jobResultSchema.meta({ id: 'JobResult' }), {
      description: 'With Prefer: wait, how the job ended.',
      example: EXAMPLE_RESULT,
      headers: { Location: "The job's status.", ...WAITED },
    }),
  },
  problems: ['Forbidden', 'NotFound', 'Conflict', 'RateLimited', 'ServiceUnavailable'],
} as const;

export interface SubmitOptions {
  client: Client;
  config: Config;
  logger: Logger;
  hub: ProgressHub;
  withEngine: EngineWatch;
}

/** The result of a job that ends soon enough, else null; whatever goes wrong on the way, the job is there. */
async function waitForResult(
  { client, hub }: SubmitOptions,
  workflowId: string,
  wait: { seconds: number; signal: AbortSignal },
): Promise<JobResult | null> {
  const signal = AbortSignal.any([wait.signal, AbortSignal.timeout(wait.seconds * 1_000)]);
  if (!(await awaitEnd(hub, workflowId, signal))) return null;
  return readResult(client, workflowId).catch(() => null);
}

/** `POST /jobs`. */
export function createSubmitOperation(options: SubmitOptions): Operation {
  const { client, config, logger, withEngine } = options;
  const jobOptions = {
    client,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    jobTimeoutSeconds: config.JOB_TIMEOUT_SECONDS,
    queueTimeoutSeconds: config.QUEUE_TIMEOUT_SECONDS,
    maxWaiting: config.LIMITER_MAX_WAITING,
  };
  return operation(submitContract, async ({ headers, body, caller, signal }) => {
    const job = toJobRequest(body, headers['Idempotency-Key'], caller);
    const newId = createJobId();
    const starting = withEngine(startJob(jobOptions, job, newId));
    const { workflow_id, created } = await withJobId(job.request_id ?? newId, starting);
    options.hub.forgetAbsence(workflow_id);
    if (created) logger.info({ workflow_id, user_id: job.user_id, caller: caller.name }, 'job_submitted');
    const links = toJobLinks(workflow_id);
    const seconds = parsePreferredWait(headers.Prefer);
    const applied: Record<string, string> =
      seconds === null ? {} : { 'Preference-Applied': `wait=${seconds}` };
    const extras = { headers: { Location: links.status_url, ...applied } };
    const result = seconds ? await waitForResult(options, workflow_id, { seconds, signal }) : null;
    return result === null ? reply(202, { workflow_id, ...links }, extras) : reply(200, result, extras);
  });
}
