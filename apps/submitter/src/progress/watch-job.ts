import { ClientError, type ProgressQueryClient } from '@genvideo/progress-client';
import type { JobReading } from './job-reading';
import { toFailedReading, toJobReading } from './to-job-reading';

/**
 * A job's changes as they happen, until it has ended. A failure to watch is the last reading; when the signal aborts,
 * the watch ends without a word.
 */
export type WatchJob = (workflowId: string) => AsyncIterable<JobReading>;

export function createWatchJob(
  client: Pick<ProgressQueryClient, 'watchProgress'>,
  options: { signal: AbortSignal },
): WatchJob {
  return async function* (workflowId) {
    try {
      for await (const event of client.watchProgress(workflowId, options))
        yield toJobReading({ ...event, source: null, detailed: null });
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      yield toFailedReading(workflowId, error);
    }
  };
}
