import type { Client } from '@temporalio/client';
import {
  describeJob,
  isClosed,
  mergeProgress,
  NotFoundError,
  readClosedResult,
  UnreadableResultError,
  type JobDescription,
} from '@genvideo/progress-client/direct';
import type { FollowedJob, JobEnd } from './followed-job';

const readEnd = async (client: Client, description: JobDescription): Promise<JobEnd> => {
  try {
    const result = await readClosedResult(client, description);
    return { status: result.status, result, reason: result.error?.message ?? null };
  } catch (error) {
    if (!(error instanceof UnreadableResultError)) throw error;
    return { status: 'failed', result: null, reason: error.message };
  }
};

/** Asks the engine how a job stands and notes it in the job. Null when the engine does not know the job (any more). */
export async function lookAtJob(client: Client, job: FollowedJob): Promise<JobDescription | null> {
  job.lookedAt = Date.now();
  try {
    const described = await describeJob(client, job.planned.id);
    const end = isClosed(described.workflow_status) ? await readEnd(client, described) : null;
    const progress = mergeProgress({ described, recorded: null, result: end?.result ?? null });
    job.progress = { ...progress, percent: Math.max(progress.percent, job.progress?.percent ?? 0) };
    job.end = end;
    return described;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    job.end = {
      status: 'lost',
      result: null,
      reason: 'the engine does not know it any more; submit it again',
    };
    return null;
  }
}
