import { WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { toGrpcProblem } from './call-engine';

/** The gRPC status codes of a question that no worker took: cancelled, deadline exceeded, failed precondition. */
const UNANSWERED: readonly number[] = [1, 4, 9];

/** Whether an update came to no end because no worker took it in time. */
export function isUnanswered(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    UNANSWERED.includes(toGrpcProblem(error)?.code ?? 0)
  );
}
