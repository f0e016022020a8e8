import { WorkflowNotFoundError, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';
import { isFailureType, type BatchLine } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';

/** How an item's workflow ended. */
export type ItemEnd = Pick<BatchLine, 'status' | 'result' | 'error'>;

const toResult = (value: unknown): ItemEnd['result'] => jobResultSchema.safeParse(value).data ?? null;

/** The end of an item whose workflow completed with this value. */
export function toGoodEnd(value: unknown): ItemEnd {
  const result = toResult(value);
  if (result !== null) return { status: 'completed', result, error: null };
  const message =
    'The job completed with something that is no JobResult; the workers are of different versions';
  return { status: 'failed', result: null, error: { type: 'ContractViolation', message } };
}

const toFailedEnd = (cause: Error | undefined): ItemEnd => {
  if (cause instanceof CancelledFailure) {
    const result = toResult(cause.details?.[0]);
    return {
      status: 'cancelled',
      result,
      error: result?.error ?? { type: 'Cancelled', message: 'Cancelled' },
    };
  }
  if (cause instanceof TerminatedFailure)
    return {
      status: 'cancelled',
      result: null,
      error: { type: 'Cancelled', message: 'Terminated from outside' },
    };
  if (cause instanceof TimeoutFailure)
    return {
      status: 'failed',
      result: null,
      error: { type: 'TimedOut', message: 'Ended by the engine: its time was over' },
    };
  if (!(cause instanceof ApplicationFailure))
    return {
      status: 'failed',
      result: null,
      error: { type: 'ContractViolation', message: cause?.message ?? 'Failed' },
    };
  const type = isFailureType(cause.type) ? cause.type : 'ContractViolation';
  return { status: 'failed', result: toResult(cause.details?.[0]), error: { type, message: cause.message } };
};

/** The end that an error of waiting for a workflow tells of; null when it only tells that nobody knows. */
export function toBadEnd(error: unknown): ItemEnd | null {
  if (error instanceof WorkflowFailedError) return toFailedEnd(error.cause);
  if (!(error instanceof WorkflowNotFoundError)) return null;
  const message = 'The engine no longer knows the job: it was deleted, or kept for too short a time';
  return { status: 'failed', result: null, error: { type: 'NotFound', message } };
}
