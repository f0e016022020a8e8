import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { BatchPulse, BatchResult, StageHeartbeat, StagePlan, Step } from '@genvideo/models';
import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import {
  batchHeartbeatSchema,
  batchResultSchema,
  stageHeartbeatSchema,
  stepSchema,
} from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import { decodePayloads } from './decode-payloads';
import { isLocked } from './is-locked';
import { parseJobMemo } from './job-memo';
import { readFailureMessage } from './read-failure-message';
import { toEngineDate } from './to-engine-date';
import { toPendingActivity, type PendingActivity } from './to-pending-activity';
import { toWorkflowStatus } from './to-workflow-status';
import type { WorkflowStatus } from './workflow-status';

/** What the engine itself knows of a job, with no worker asked. */
export interface JobDescription {
  workflow_id: string;
  run_id: string;
  workflow_type: string;
  task_queue: string;
  workflow_status: WorkflowStatus;
  start_time: Date;
  close_time: Date | null;
  /** Grows with everything that happens to the workflow; equal means that its own record cannot have moved. */
  history_length: number;
  /** The search attribute `CustomProgress`. */
  percent: number | null;
  /** The values of `CustomTag`. */
  tags: readonly string[];
  step: Step | null;
  /** The stages the job goes through, null when it was not started by this package. */
  stages: StagePlan | null;
  /** What a completed job made otherwise than it was asked for, in sentences; null when nothing. */
  note: string | null;
  /** What the stages being watched told the engine last. */
  heartbeats: readonly StageHeartbeat[];
  /** How the items of a batch stand, as it told the engine last; null for everything else. */
  batch: BatchPulse | null;
  /** How a batch that was cancelled ended; null for everything else. */
  batch_result: BatchResult | null;
  last_heartbeat_at: Date | null;
  /** Why the latest run of an activity failed, null once its next run has been heard of. The engine tries again. */
  trouble: string | null;
  /** What waits for a worker to take it, and since when; null when nothing does. */
  untaken: { what: 'workflow_task' | 'activity'; since: Date } | null;
  /** How often the workflow's present task has been begun; above 1 the workflow's own code does not get on. */
  task_attempt: number;
  pending: readonly PendingActivity[];
}

type Raw = WorkflowExecutionDescription['raw'];

/** `temporal.api.enums.v1.PendingWorkflowTaskState` and `PendingActivityState`: scheduled, not yet with a worker. */
const SCHEDULED = 1;

const toLatest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((latest, date) => (date && (!latest || date > latest) ? date : latest), null);

/** An activity that backs off between two tries waits for the clock, not for a worker. */
const toActivityWaitStart = (activity: RawActivity, now: Date): Date | null => {
  const since = toEngineDate(activity.scheduledTime);
  if (Number(activity.state) !== SCHEDULED || since === null || since > now) return null;
  return since;
};

const toUntaken = (raw: Raw, now: Date): JobDescription['untaken'] => {
  const task = raw.pendingWorkflowTask;
  const taskSince = task && Number(task.state) === SCHEDULED ? toEngineDate(task.scheduledTime) : null;
  if (taskSince !== null) return { what: 'workflow_task', since: taskSince };
  const since = toLatest((raw.pendingActivities ?? []).map((activity) => toActivityWaitStart(activity, now)));
  return since === null ? null : { what: 'activity', since };
};

type RawActivity = NonNullable<Raw['pendingActivities']>[number];

const toTrouble = (raw: Raw): string | null => {
  const isTroubled = ({ state, lastFailure, lastStartedTime, lastHeartbeatTime }: RawActivity): boolean =>
    Boolean(lastFailure) &&
    (Number(state) === SCHEDULED ||
      (toEngineDate(lastHeartbeatTime) ?? 0) < (toEngineDate(lastStartedTime) ?? Infinity));
  return (raw.pendingActivities ?? []).find(isTroubled)?.lastFailure?.message ?? null;
};

/** Puts what failures say where it stands when nothing is encrypted. */
const openFailures = async (client: Client, raw: Raw): Promise<void> => {
  for (const { lastFailure } of raw.pendingActivities ?? [])
    if (lastFailure) lastFailure.message = await readFailureMessage(client, lastFailure);
};

/** Without the key for it, a heartbeat tells nothing; the job's other signs of life are plain. */
const readDetails = async (client: Client, { heartbeatDetails }: RawActivity): Promise<unknown> => {
  try {
    const [details] = await decodePayloads(client, heartbeatDetails?.payloads);
    return details;
  } catch (error) {
    if (isLocked(error)) return undefined;
    throw error;
  }
};

const readHeartbeats = async (
  client: Client,
  raw: Raw,
): Promise<Pick<JobDescription, 'heartbeats' | 'batch'>> => {
  const details = await Promise.all(
    (raw.pendingActivities ?? []).map((activity) => readDetails(client, activity)),
  );
  return {
    heartbeats: details.flatMap((each) => stageHeartbeatSchema.safeParse(each).data ?? []),
    batch: details.flatMap((each) => batchHeartbeatSchema.safeParse(each).data?.batch ?? [])[0] ?? null,
  };
};

const toBatchResult = (memo: Record<string, unknown> = {}): BatchResult | null =>
  batchResultSchema.safeParse(memo['result']).data ?? null;

const toStep = (tags: readonly string[]): Step | null => {
  const tag = tags.find((each) => each.startsWith('step:'));
  const step = stepSchema.safeParse(tag?.slice('step:'.length));
  return step.success ? step.data : null;
};

/**
 * Describes a job: one call, cheap, and it needs no worker.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function describeJob(client: Client, workflowId: string): Promise<JobDescription> {
  const { raw, ...info } = await callEngine(client, { workflowId }, () =>
    client.workflow.getHandle(workflowId).describe(),
  );
  await openFailures(client, raw);
  const memo = parseJobMemo(info.memo);
  const attributes = info.searchAttributes;
  const tags = (attributes[SEARCH_ATTRIBUTE.tag.name] ?? []).map(String);
  const percent = attributes[SEARCH_ATTRIBUTE.progress.name]?.[0];
  return {
    workflow_id: workflowId,
    run_id: info.runId,
    workflow_type: info.type,
    task_queue: info.taskQueue,
    workflow_status: toWorkflowStatus(info.status.name),
    start_time: info.startTime,
    close_time: info.closeTime ?? null,
    history_length: info.historyLength,
    percent: typeof percent === 'number' ? percent : null,
    tags,
    step: toStep(tags),
    stages: memo.stages ?? null,
    note: memo.note ?? null,
    ...(await readHeartbeats(client, raw)),
    batch_result: toBatchResult(info.memo),
    last_heartbeat_at: toLatest(
      (raw.pendingActivities ?? []).map((each) => toEngineDate(each.lastHeartbeatTime)),
    ),
    trouble: toTrouble(raw),
    untaken: toUntaken(raw, new Date()),
    task_attempt: raw.pendingWorkflowTask?.attempt ?? 0,
    pending: (raw.pendingActivities ?? []).map(toPendingActivity),
  };
}
