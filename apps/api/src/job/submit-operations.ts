import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import type { GenerationInput, JobKind, JobResult } from '@genvideo/models';
import type { Config } from '@genvideo/models/config';
import { createJobId, readResult, startJob } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { checkWebhook } from '../delivery/check-webhook';
import { operation, type Input, type Operation, type Reply } from '../operation/operation';
import { reply } from '../operation/reply';
import type { EngineWatch } from '../operation/watch-engine';
import type { ProgressHub } from '../watch/progress-hub';
import { awaitEnd } from './await-end';
import { checkImageUrl } from './check-image-url';
import { checkStartPicture } from './check-start-picture';
import { toJobLinks } from './job-links';
import { parsePreferredWait } from './parse-prefer';
import { submitImageContract, submitJobContract, submitVideoContract } from './submit-contracts';
import { toJobRequest } from './to-job-request';
import { withJobId } from './with-job-id';

export interface SubmitOptions {
  client: Client;
  config: Config;
  logger: Logger;
  hub: ProgressHub;
  withEngine: EngineWatch;
  storage: Pick<Storage, 'toKey' | 'grantRead'>;
}

/** What all three routes take and answer. */
type SubmitInput = Omit<Input<typeof submitJobContract>, 'body'> & { body: GenerationInput };
type SubmitReply = Reply<typeof submitJobContract>;

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

/** Answers the submissions of one shape of job. */
const createSubmit = (
  options: SubmitOptions,
  kind: JobKind,
): ((input: SubmitInput) => Promise<SubmitReply>) => {
  const { client, config, logger, withEngine } = options;
  const jobOptions = {
    client,
    kind,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    jobTimeoutSeconds: config.JOB_TIMEOUT_SECONDS,
    queueTimeoutSeconds: config.QUEUE_TIMEOUT_SECONDS,
    maxWaiting: config.LIMITER_MAX_WAITING,
  };
  return async ({ headers, body, caller, signal }) => {
    const job = toJobRequest(body, headers['Idempotency-Key'], caller);
    checkWebhook(job, config);
    checkImageUrl(job, options);
    await checkStartPicture(job, options);
    const newId = createJobId();
    const starting = withEngine(startJob(jobOptions, job, newId));
    const { workflow_id, created } = await withJobId(job.request_id ?? newId, starting);
    options.hub.forgetAbsence(workflow_id);
    if (created)
      logger.info({ workflow_id, user_id: job.user_id, kind, caller: caller.name }, 'job_submitted');
    const links = toJobLinks(workflow_id);
    const seconds = parsePreferredWait(headers.Prefer);
    const applied: Record<string, string> =
      seconds === null ? {} : { 'Preference-Applied': `wait=${seconds}` };
    const extras = { headers: { Location: links.status_url, ...applied } };
    const result = seconds ? await waitForResult(options, workflow_id, { seconds, signal }) : null;
    return result === null ? reply(202, { workflow_id, ...links }, extras) : reply(200, result, extras);
  };
};

/** `POST /jobs`, `POST /videos` and `POST /images`. */
export function createSubmitOperations(options: SubmitOptions): Operation[] {
  return [
    operation(submitJobContract, createSubmit(options, 'job')),
    operation(submitVideoContract, createSubmit(options, 'video')),
    operation(submitImageContract, createSubmit(options, 'image')),
  ];
}
