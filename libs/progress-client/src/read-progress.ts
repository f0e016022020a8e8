import type { Client } from '@temporalio/client';
import type { Progress } from '@genvideo/models';
import { describeJob, type JobDescription } from './describe-job';
import { isUntouched, lacksWorker } from './lacks-worker';
import { mergeProgress } from './merge-progress';
import { queryProgress } from './query-progress';
import { refreshOutlook, toQueueOutlook, type QueueOutlook } from './queue-outlook';
import { NOT_ENDED, readEnd } from './read-end';
import { readQueue } from './read-queue';
import { withoutWorker } from './without-worker';
import { isClosed, type WorkflowStatus } from './workflow-status';

export interface JobProgress {
  workflow_id: string;
  workflow_type: string;
  workflow_status: WorkflowStatus;
  progress: Progress;
  /** The job waits because no worker takes it. */
  no_worker: boolean;
  /** The values of `CustomTag`, `user:ID` among them. */
  tags: readonly string[];
  /** When a stage of it last gave a sign of life, in the engine's time; null while none does. */
  last_heartbeat_at: Date | null;
}

/** Asks a workflow for its progress; null when it does not answer. */
export type AskProgress = (client: Client, workflowId: string) => Promise<Progress | null>;

const isPending = ({ step }: JobDescription, recorded: Progress | null): boolean =>
  (recorded?.step ?? step ?? 'pending') === 'pending';

const readOutlook = async (client: Client, description: JobDescription): Promise<QueueOutlook | null> => {
  const queue = await readQueue(client, description.task_queue);
  return queue && toQueueOutlook(queue, description.workflow_id, new Date());
};

/**
 * Reads one job's progress, again and again: its workflow is asked only when it has moved since it last answered.
 * @param ask default: the query `get_progress`
 */
export function createProgressReader(
  client: Client,
  workflowId: string,
  ask: AskProgress = queryProgress,
): () => Promise<JobProgress> {
  let answer: { progress: Progress; atHistoryLength: number } | null = null;
  let outlook: QueueOutlook | null = null;

  const readRecorded = async (described: JobDescription, noWorker: boolean): Promise<Progress | null> => {
    const cannotTell = noWorker || isUntouched(described);
    if (cannotTell || answer?.atHistoryLength === described.history_length) return answer?.progress ?? null;
    const progress = await ask(client, workflowId);
    if (progress !== null) answer = { progress, atHistoryLength: described.history_length };
    return progress ?? answer?.progress ?? null;
  };

  return async () => {
    const described = await describeJob(client, workflowId);
    const closed = isClosed(described.workflow_status);
    const noWorker = !closed && (await lacksWorker(client, described));
    const recorded = closed ? (answer?.progress ?? null) : await readRecorded(described, noWorker);
    const end = closed ? await readEnd(client, described) : NOT_ENDED;
    const waits = !closed && !noWorker && isPending(described, recorded);
    outlook = waits ? refreshOutlook(outlook, await readOutlook(client, described), new Date()) : null;
    const progress = mergeProgress({ described, recorded, ...end, outlook });
    return {
      workflow_id: workflowId,
      workflow_type: described.workflow_type,
      workflow_status: described.workflow_status,
      progress: noWorker ? withoutWorker(progress, described.task_queue) : progress,
      no_worker: noWorker,
      tags: described.tags,
      last_heartbeat_at: described.last_heartbeat_at,
    };
  };
}

/**
 * How far a job is: what the engine describes, live percent included, merged with what its workflow answers. Without a
 * worker, and after the end, what the engine knows is told.
 * @throws NotFoundError, EngineUnavailableError
 */
export async function readProgress(client: Client, workflowId: string): Promise<JobProgress> {
  return createProgressReader(client, workflowId)();
}
