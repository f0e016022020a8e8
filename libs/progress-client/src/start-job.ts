import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  WorkflowIdReusePolicy,
} from '@temporalio/common';
import { SEARCH_ATTRIBUTE, toSearchTags, WORKFLOW_TYPE, type JobInput } from '@genvideo/models';
import { jobInputSchema, parseJobInput } from '@genvideo/models/schemas';
import { admitJob } from './admit-job';
import { callEngine } from './call-engine';
import { ConflictError } from './conflict-error';
import { createJobId } from './create-job-id';
import { toInputDigest } from './input-digest';
import { parseJobMemo, toJobMemo } from './job-memo';
import { readStartedInput } from './read-started-input';

/** How much later than the workflow's own deadlines the engine steps in, in seconds: time to clean up. */
const ENGINE_TIMEOUT_MARGIN_SECONDS = 600;

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
}

export interface StartedJob {
  workflow_id: string;
  /** False when the job was there already, with the same input. */
  created: boolean;
}

const progressKey = defineSearchAttributeKey(SEARCH_ATTRIBUTE.progress.name, SearchAttributeType.INT);
const tagKey = defineSearchAttributeKey(SEARCH_ATTRIBUTE.tag.name, SearchAttributeType.KEYWORD_LIST);

const start = (options: StartJobOptions, workflowId: string, job: JobInput): Promise<unknown> =>
  callEngine(options.client, { workflowId }, () =>
    options.client.workflow.start(WORKFLOW_TYPE.genVideo, {
      workflowId,
      taskQueue: options.taskQueue,
      args: [job],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowExecutionTimeout: `${
        options.queueTimeoutSeconds + options.jobTimeoutSeconds + ENGINE_TIMEOUT_MARGIN_SECONDS
      }s`,
      workflowTaskTimeout: '10s',
      memo: { ...toJobMemo(job) },
      typedSearchAttributes: new TypedSearchAttributes([
        { key: progressKey, value: 0 },
        { key: tagKey, value: toSearchTags(job, 'pending') },
      ]),
    }),
  );

const readDigest = async (client: Client, workflowId: string): Promise<string | null> => {
  const description = await callEngine(client, { workflowId }, () =>
    client.workflow.getHandle(workflowId).describe(),
  );
  const { input_digest: digest } = parseJobMemo(description.memo);
  if (digest !== undefined) return digest;
  const input = await readStartedInput(client, { workflowId, runId: description.runId });
  const parsed = jobInputSchema.safeParse(input);
  return parsed.success ? toInputDigest(parsed.data) : null;
};

/**
 * Starts a job, once: the same input under the same `request_id` gives the job that is there, so a caller that does
 * not know whether its call arrived repeats it.
 * @param request a `JobInput`, or what a caller wrote of one
 * @param newId the id of a job without `request_id`, for callers that have to know it whatever comes; default: one is made
 * @throws InvalidInputError, ConflictError, QueueFullError, EngineUnavailableError, EngineMisconfiguredError
 */
export async function startJob(
  options: StartJobOptions,
  request: unknown,
  newId: string = createJobId(),
): Promise<StartedJob> {
  const parsed = parseJobInput(request, { unknownFields: 'refuse' });
  const workflowId = parsed.request_id ?? newId;
  const job = { ...parsed, request_id: workflowId };
  const { client, taskQueue, maxWaiting } = options;
  if (maxWaiting !== undefined)
    await admitJob(client, { taskQueue, maxWaiting, workflowId: parsed.request_id });
  try {
    await start(options, workflowId, job);
    return { workflow_id: workflowId, created: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if ((await readDigest(client, workflowId)) !== toInputDigest(job)) throw new ConflictError(workflowId);
    return { workflow_id: workflowId, created: false };
  }
}
