import { ApplicationFailure, CancellationScope, isCancellation } from '@temporalio/workflow';

/**
 * Runs the part of a job that its time limit is for. When the time is over it is cancelled like on request, so that its
 * provider is looked at a last time.
 * @throws ApplicationFailure of type TimedOut
 */
export async function withinTime<Output>(remainingMs: number, run: () => Promise<Output>): Promise<Output> {
  try {
    return await CancellationScope.withTimeout(remainingMs, run);
  } catch (error) {
    if (!isCancellation(error) || CancellationScope.current().consideredCancelled) throw error;
    const message = 'The job ran out of time (JOB_TIMEOUT_SECONDS)';
    throw ApplicationFailure.create({ type: 'TimedOut', message, nonRetryable: true });
  }
}
