import { ClientError, type ProgressQueryClient, type QueryMethod } from '@genvideo/progress-client';
import type { JobReading } from './job-reading';
import { toFailedReading, toJobReading } from './to-job-reading';

/** Looks at a job once. Rejects with the signal's reason when it aborts; every failure to look is a reading. */
export type AskJob = (workflowId: string) => Promise<JobReading>;

export function createAskJob(
  client: Pick<ProgressQueryClient, 'readProgress'>,
  options: { method: QueryMethod; signal: AbortSignal },
): AskJob {
  return async (workflowId) => {
    options.signal.throwIfAborted();
    try {
      return toJobReading(await client.readProgress(workflowId, options));
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof ClientError) return toFailedReading(workflowId, error);
      throw error;
    }
  };
}
