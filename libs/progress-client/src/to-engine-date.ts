import type { WorkflowExecutionDescription } from '@temporalio/client';

type Timestamp = NonNullable<
  NonNullable<WorkflowExecutionDescription['raw']['workflowExecutionInfo']>['startTime']
>;

/** A moment as the engine writes it; null where it has none. */
export function toEngineDate(time: Timestamp | null | undefined): Date | null {
  return time ? new Date(Number(time.seconds ?? 0) * 1_000 + (time.nanos ?? 0) / 1_000_000) : null;
}
