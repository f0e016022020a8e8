import type { WorkflowExecutionStatusName } from '@temporalio/client';
import type { WorkflowStatus } from './workflow-status';

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

/** The SDK's name for a status in the words of the contract. */
export function toWorkflowStatus(name: WorkflowExecutionStatusName): WorkflowStatus {
  return STATUS[name];
}
