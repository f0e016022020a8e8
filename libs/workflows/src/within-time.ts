import { ApplicationFailure, CancellationScope, isCancellation } from '@temporalio/workflow';

interface TimeLimit {
  remainingMs: number;
  /** What the job was waiting for in vain, if for anything. */
  describe: () => string | null;
}

/**
 * Runs the part of a job that its time limit is for. When the time is over it is cancelled like on request, so that its
 * provider is looked at a last time.
 * @throws ApplicationFailure of type TimedOut
 */
export async function withinTime<Output>(
  { remainingMs, describe }: TimeLimit,
  run: () => Promise<Output>,
): Promise<Output> {
  try {
    return await CancellationScope.withTimeout(remainingMs, run);
  } catch (error) {
    if (!isCancellation(error) || CancellationScope.current().consideredCancelled) throw error;
    const last = describe();
    const message = `The job ran out of time (JOB_TIMEOUT_SECONDS)${last === null ? '' : `; the last that it said was: ${last}`}`;
    throw ApplicationFailure.create({ type: 'TimedOut', message, nonRetryable: true });
  }
}
