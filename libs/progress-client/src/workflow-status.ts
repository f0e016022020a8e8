import type { WorkflowExecutionStatusName } from '@temporalio/client';

/** How a workflow stands, in Temporal's words. */
export type WorkflowStatus =
  'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED' | 'TERMINATED' | 'TIMED_OUT' | 'CONTINUED_AS_NEW';

const STATUS: Record<WorkflowExecutionStatusName, WorkflowStatus> = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  // The SDK spells it with two Ls, the engine and our contract with one.
  CANCELLED: 'CANCELED',
  TERMINATED: 'TERMINATED',
  TIMED_OUT: 'TIMED_OUT',
  CONTINUED_AS_NEW: 'CONTINUED_AS_NEW',
  // A paused workflow has not ended.
  PAUSED: 'RUNNING',
  UNSPECIFIED: 'RUNNING',
  UNKNOWN: 'RUNNING',
};

export function toWorkflowStatus(name: WorkflowExecutionStatusName): WorkflowStatus {
  return STATUS[name];
}

/** Whether a workflow has ended for good; one that continued as new goes on under the same id. */
export function isClosed(status: WorkflowStatus): boolean {
  return status !== 'RUNNING' && status !== 'CONTINUED_AS_NEW';
}
