import { isTerminal } from '@genvideo/models';
import {
  isClosed,
  toDetailedProgress,
  type ClientError,
  type ClientErrorType,
  type ProgressEvent,
  type ProgressReading,
  type QuerySource,
} from '@genvideo/progress-client';
import type { JobReading } from './job-reading';
import { toErrorExit, toStandingExit } from './to-exit-status';

/** A reading; of an event that was pushed it is not told by whom. */
type Told = ProgressEvent & Pick<ProgressReading, 'detailed'> & { source: QuerySource | null };

/** A look that found the job. */
export function toJobReading(told: Told): JobReading {
  const { workflow_id, workflow_status: workflowStatus, progress: plain, source, detailed } = told;
  const progress = detailed === null ? plain : toDetailedProgress(detailed);
  return {
    result: { success: true, workflow_id, progress, error: null, source },
    detailed,
    exitStatus: toStandingExit({ status: progress.status, workflowStatus }),
    final: isClosed(workflowStatus) || isTerminal(progress),
  };
}

/** Asking again gets the same answer. */
const LASTING: readonly ClientErrorType[] = ['NotFound', 'InvalidRequest', 'Unauthorized'];

/** A look that did not. */
export function toFailedReading(workflowId: string, { type, message }: ClientError): JobReading {
  return {
    result: { success: false, workflow_id: workflowId, progress: null, error: message, source: null },
    detailed: null,
    exitStatus: toErrorExit(type),
    final: LASTING.includes(type),
  };
}
