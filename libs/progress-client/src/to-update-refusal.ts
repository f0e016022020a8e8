import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { InvalidRequestError } from './invalid-request-error';

/** Why a workflow refused an update; null when it is another error. */
export function toUpdateRefusal(error: unknown): InvalidRequestError | null {
  return error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'InvalidRequest'
    ? new InvalidRequestError(error.cause.message, { cause: error })
    : null;
}
