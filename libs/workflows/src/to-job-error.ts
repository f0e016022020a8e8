import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import { isFailureType, toFailureRule, type JobError } from '@genvideo/models';
import type { Knowledge } from '@genvideo/activities';

/** What an activity's failure is about, behind the engine's wrapping. */
const toCause = (error: unknown): unknown => (error instanceof ActivityFailure ? error.cause : error);

const describeTimeout = (failure: TimeoutFailure): string => {
  const last =
    failure.cause instanceof ApplicationFailure ? `; the last trouble was: ${failure.cause.message}` : '';
  return `The engine waited in vain for a step of the job (${failure.timeoutType})${last}`;
};

/**
 * What went wrong, by its type in the failure table.
 * @throws the error itself when it is none the engine knows: that is a bug, which must stall the job visibly
 */
export function toJobError(error: unknown): JobError {
  if (isCancellation(error)) return { type: 'Cancelled', message: 'Cancelled on request' };
  const cause = toCause(error);
  if (cause instanceof TimeoutFailure) return { type: 'TimedOut', message: describeTimeout(cause) };
  if (!(cause instanceof ApplicationFailure)) throw error;
  return { type: isFailureType(cause.type) ? cause.type : 'ServiceUnavailable', message: cause.message };
}

/** Whether a failure may pass by itself: the engine would have tried again, had nobody been in a hurry. */
export function isPassing(error: unknown): boolean {
  const cause = toCause(error);
  if (cause instanceof TimeoutFailure) return cause.timeoutType === 'HEARTBEAT';
  return (
    cause instanceof ApplicationFailure &&
    isFailureType(cause.type) &&
    toFailureRule(cause.type).retry === 'same_submission'
  );
}

/** What a stage's failure tells of its paid task. */
export function toKnowledge(error: unknown): Knowledge {
  const cause = toCause(error);
  const told =
    cause instanceof TimeoutFailure
      ? cause.lastHeartbeatDetails
      : cause instanceof ApplicationFailure && cause.details?.[0];
  const { submission, task_id, percent } = (told || {}) as Partial<Knowledge>;
  // A worker that died may have done anything since its last word.
  const silent = cause instanceof TimeoutFailure && !task_id;
  return {
    submission: silent ? 'unknown' : (submission ?? 'unknown'),
    task_id: task_id ?? null,
    percent: percent ?? 0,
  };
}
