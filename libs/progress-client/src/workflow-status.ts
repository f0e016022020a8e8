/** How a workflow stands, in Temporal's words. */
export type WorkflowStatus =
  'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED' | 'TERMINATED' | 'TIMED_OUT' | 'CONTINUED_AS_NEW';

/** Whether a workflow has ended for good; one that continued as new goes on under the same id. */
export function isClosed(status: WorkflowStatus): boolean {
  return status !== 'RUNNING' && status !== 'CONTINUED_AS_NEW';
}
