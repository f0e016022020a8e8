import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import { isFailureType, type JobError } from '@genvideo/models';

const describeTimeout = (failure: TimeoutFailure): string => {
  const last =
    failure.cause instanceof ApplicationFailure ? `; the last trouble was: ${failure.cause.message}` : '';
  return `The job ran out of time (JOB_TIMEOUT_SECONDS)${last}`;
};

/**
 * What went wrong, by its type in the failure table.
 * @throws the error itself when it is none the engine knows: that is a bug, which must stall the job visibly
 */
export function toJobError(error: unknown): JobError {
  if (isCancellation(error)) return { type: 'Cancelled', message: 'Cancelled on request' };
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return { type: 'TimedOut', message: describeTimeout(cause) };
  if (!(cause instanceof ApplicationFailure)) throw error;
  return { type: isFailureType(cause.type) ? cause.type : 'ServiceUnavailable', message: cause.message };
}
