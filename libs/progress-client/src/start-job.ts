import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowIdReusePolicy } from '@temporalio/common';
import {
  SEARCH_ATTRIBUTE,
  toExecutionTimeout,
  toOrder,
  toSearchTags,
  toWorkflowType,
  type GenerationInput,
  type JobKind,
} from '@genvideo/models';
import { InvalidInputError, parseRequest } from '@genvideo/models/schemas';
import { admitJob } from './admit-job';
import { callEngine } from './call-engine';
import { ConflictError } from './conflict-error';
import { createJobId } from './create-job-id';
import { toInputDigest } from './input-digest';
import { parseJobMemo, toJobMemo } from './job-memo';
import { readStartedInput } from './read-started-input';
import { toStartMemo } from './to-start-memo';

export interface StartJobOptions {
  client: Client;
  /** TEMPORAL_TASK_QUEUE. */
  taskQueue: string;
  /** JOB_TIMEOUT_SECONDS. */
  jobTimeoutSeconds: number;
  /** QUEUE_TIMEOUT_SECONDS. */
  queueTimeoutSeconds: number;
  /** LIMITER_MAX_WAITING: when so many jobs wait, no more are taken. Default: as many as come. */
  maxWaiting?: number;
  /** The shape of the request, and with it the workflow; default `job`. */
  kind?: JobKind;
}

export interface StartedJob {
  workflow_id: string;
  /** False when the job was there already, with the same input. */
  created: boolean;
}

const start = (options: StartJobOptions, workflowId: string, job: GenerationInput): Promise<unknown> =>
  callEngine(options.client, { workflowId }, () =>
    options.client.workflow.start(toWorkflowType(options.kind ?? 'job'), {
      workflowId,
      taskQueue: options.taskQueue,
      args: [job],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowExecutionTimeout: toExecutionTimeout(options.queueTimeoutSeconds, options.jobTimeoutSeconds),
      workflowTaskTimeout: '10s',
      memo: toStartMemo(options.client, toJobMemo(job)),
      typedSearchAttributes: new TypedSearchAttributes([
        { key: SEARCH_ATTRIBUTE.progress, value: 0 },
        { key: SEARCH_ATTRIBUTE.tag, value: toSearchTags(toOrder(job), 'pending') },
      ]),
    }),
  );

const toDigest = (kind: JobKind, input: unknown): string | null => {
  try {
    return toInputDigest(parseRequest(kind, input));
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
};

/** The fingerprint of the input of a job that is there; null when it is of another kind. */
const readDigest = async (client: Client, workflowId: string, kind: JobKind): Promise<string | null> => {
  const description = await callEngine(client, { workflowId }, () =>
    client.workflow.getHandle(workflowId).describe(),
  );
  if (description.type !== toWorkflowType(kind)) return null;
  const { input_digest: digest } = parseJobMemo(description.memo);
  if (digest !== undefined) return digest;
  const input = await readStartedInput(client, { workflowId, runId: description.runId });
  return toDigest(kind, input);
};

/**
 * Starts a job, once: the same input under the same `request_id` gives the job that is there, so a caller that does
 * not know whether its call arrived repeats it.
 * @param request what a caller wrote of a `JobInput`, or of a request of `options.kind`
 * @param newId the id of a job without `request_id`, for callers that have to know it whatever comes; default: one is made
 * @throws InvalidInputError, ConflictError, QueueFullError, EngineUnavailableError, EngineMisconfiguredError
 */
export async function startJob(
  options: StartJobOptions,
  request: unknown,
  newId: string = createJobId(),
): Promise<StartedJob> {
  const { client, taskQueue, maxWaiting, kind = 'job' } = options;
  const parsed = parseRequest(kind, request, { unknownFields: 'refuse' });
  const workflowId = parsed.request_id ?? newId;
  const job = { ...parsed, request_id: workflowId };
  if (maxWaiting !== undefined)
    await admitJob(client, { taskQueue, maxWaiting, workflowId: parsed.request_id });
  try {
    await start(options, workflowId, job);
    return { workflow_id: workflowId, created: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if ((await readDigest(client, workflowId, kind)) !== toInputDigest(job))
      throw new ConflictError(workflowId);
    return { workflow_id: workflowId, created: false };
  }
}
