import { ApplicationFailure } from '@temporalio/common';
import { isFailureType, type FailureType, type JobError } from '@genvideo/models';
import type { JobDescription } from './describe-job';

type Closed = Pick<JobDescription, 'workflow_status'>;

const toFailureType = ({ workflow_status: status }: Closed, causes: readonly Error[]): FailureType => {
  const named = causes
    .map((cause) => (cause instanceof ApplicationFailure ? cause.type : null))
    .find((type) => isFailureType(type));
  if (isFailureType(named)) return named;
  if (status === 'TIMED_OUT') return 'TimedOut';
  return status === 'FAILED' ? 'ContractViolation' : 'Cancelled';
};

/**
 * Why a workflow ended that did not complete, as far as the engine knows.
 * @param causes what the engine says of it, outermost first
 */
export function toEndError(closed: Closed, causes: readonly Error[]): JobError {
  return {
    type: toFailureType(closed, causes),
    message: causes.at(-1)?.message ?? 'The job ended without saying why',
  };
}
