import type { ProgressStatus } from '@genvideo/models';
import type { ClientErrorType, WorkflowStatus } from '@genvideo/progress-client';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';

/** How a job stands, in the words of GenVideo and in those of the engine. */
export interface JobStanding {
  status: ProgressStatus;
  workflowStatus: WorkflowStatus;
}

const FAILED: readonly string[] = [
  'failed',
  'cancelled',
  'FAILED',
  'CANCELED',
  'TERMINATED',
  'TIMED_OUT',
] satisfies (ProgressStatus | WorkflowStatus)[];

/** What a job that stands so makes of the exit status. */
export function toStandingExit({ status, workflowStatus }: JobStanding): ExitStatus {
  return FAILED.includes(status) || FAILED.includes(workflowStatus) ? EXIT_STATUS.failed : EXIT_STATUS.ok;
}

/** The failures that do not mean that nobody could be asked. */
const OF_ERROR: Partial<Record<ClientErrorType, ExitStatus>> = {
  NotFound: EXIT_STATUS.failed,
  InvalidRequest: EXIT_STATUS.usage,
};

/** What a question that failed makes of the exit status. */
export function toErrorExit(type: ClientErrorType): ExitStatus {
  return OF_ERROR[type] ?? EXIT_STATUS.outOfReach;
}

/** A job that failed has failed, whoever else could not be asked. */
const STRONGEST_FIRST = [EXIT_STATUS.usage, EXIT_STATUS.failed, EXIT_STATUS.outOfReach] as const;

/** One exit status for several jobs. */
export function toCombinedExit(statuses: readonly ExitStatus[]): ExitStatus {
  return STRONGEST_FIRST.find((each) => statuses.includes(each)) ?? EXIT_STATUS.ok;
}
