import { WorkflowFailedError, type Client } from '@temporalio/client';
import type { JobResult } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';
import { callEngine } from './call-engine';
import { describeJob, type JobDescription } from './describe-job';
import { findDetail, toCauses } from './find-detail';
import { toEndStatus } from './merge-progress';
import { toEndError } from './to-end-error';
import { readCancelledResult } from './read-cancelled-result';
import { withLateResult } from './with-late-result';
import { UnreadableResultError } from './unreadable-result-error';
import { isClosed } from './workflow-status';

/** What can be said of a job that left no result behind: counts and files are not known and stay at nothing. */
const deriveResult = (description: JobDescription, causes: readonly Error[]): JobResult => {
  const completedAt = description.close_time ?? description.start_time;
  return {
    workflow_id: description.workflow_id,
    status: toEndStatus(description.workflow_status),
    image_urls: [],
    video_url: null,
    assets: [],
    attempts: 0,
    submissions: 0,
    started_at: description.start_time.toISOString(),
    completed_at: completedAt.toISOString(),
    queue_time: 0,
    processing_time: (completedAt.getTime() - description.start_time.getTime()) / 1_000,
    error: toEndError(description, causes),
    cancel_outcome: null,
    late: null,
  };
};

/** The result that a job itself left behind. */
async function readOwnResult(client: Client, description: JobDescription): Promise<JobResult> {
  const { workflow_id: workflowId, run_id: runId } = description;
  try {
    const value: unknown = await callEngine(client, { workflowId }, () =>
      client.workflow.getHandle(workflowId, runId).result(),
    );
    const parsed = jobResultSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new UnreadableResultError(workflowId, description.workflow_type, { cause: parsed.error });
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const causes = toCauses(error);
    return (
      findDetail(causes, jobResultSchema) ??
      (description.workflow_status === 'CANCELED' ? await readCancelledResult(client, description) : null) ??
      deriveResult(description, causes)
    );
  }
}

/** The result of a job that has been described as closed; see {@link readResult}. */
export async function readClosedResult(client: Client, description: JobDescription): Promise<JobResult> {
  return withLateResult(client, description, await readOwnResult(client, description));
}

/**
 * How a job ended, or null while it runs. What came after its end is in it, too. Needs no worker. Of a job that left no
 * result behind (terminated, timed out) what the engine knows is told.
 * @throws NotFoundError, EngineUnavailableError, UnreadableResultError
 */
export async function readResult(client: Client, workflowId: string): Promise<JobResult | null> {
  const description = await describeJob(client, workflowId);
  return isClosed(description.workflow_status) ? readClosedResult(client, description) : null;
}
