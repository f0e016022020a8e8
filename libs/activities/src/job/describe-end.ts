import { describeCancelOutcome, type CancelOutcome, type JobError, type JobResult } from '@genvideo/models';
import type { AbandonJobRequest } from './abandon-job-request';
import type { StoppedTask } from './stop-task';

/** What is told of the cancel. A job that failed did not ask for one, but its task may have got one all the same. */
export function toCancelOutcome(
  { status, submissions }: Pick<AbandonJobRequest, 'status' | 'submissions'>,
  stopped: StoppedTask | null,
): CancelOutcome | null {
  const hadNone = stopped === null || stopped.outcome === 'cancelled_before_submit';
  if (!hadNone) return stopped.outcome;
  if (status !== 'cancelled') return null;
  // Nothing of this try: earlier ones may have been paid for.
  return submissions === 0 ? 'cancelled_before_submit' : 'already_ended';
}

const withoutFullStop = (text: string): string => text.replace(/\.$/, '');

/** Why a job ended, and what became of its task, in the words that everybody reads. */
export function describeEnd(
  { error, status }: Pick<AbandonJobRequest, 'error' | 'status'>,
  { cancel_outcome, late }: Pick<JobResult, 'cancel_outcome' | 'late'>,
): JobError {
  const isTold = status === 'cancelled' || cancel_outcome !== null;
  const more = [...(isTold ? [describeCancelOutcome(cancel_outcome)] : []), ...(late ? [late.message] : [])];
  if (more.length === 0) return error;
  return { ...error, message: `${[error.message, ...more].map(withoutFullStop).join('. ')}.` };
}
