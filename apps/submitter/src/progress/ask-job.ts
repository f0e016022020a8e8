import { isTerminal, type Progress } from '@genvideo/models';
import {
  ClientError,
  isClosed,
  type ClientErrorType,
  type ProgressQueryClient,
  type ProgressReading,
  type QueryMethod,
} from '@genvideo/progress-client';
import type { JobReading } from './job-reading';
import { toErrorExit, toStandingExit } from './to-exit-status';

/** Looks at a job once. Rejects with the signal's reason when it aborts; every failure to look is a reading. */
export type AskJob = (workflowId: string) => Promise<JobReading>;

/** Asking again gets the same answer. */
const LASTING: readonly ClientErrorType[] = ['NotFound', 'InvalidRequest', 'Unauthorized'];

/** What the workflow says of itself holds all that its progress does, and more; the progress may be newer. */
const toProgress = ({ progress, detailed }: ProgressReading): Progress => ({
  ...detailed?.detailed_status,
  ...progress,
});

const toReading = (reading: ProgressReading): JobReading => {
  const { workflow_id, workflow_status: workflowStatus, progress, source, detailed } = reading;
  return {
    result: { success: true, workflow_id, progress: toProgress(reading), error: null, source },
    detailed,
    exitStatus: toStandingExit({ status: progress.status, workflowStatus }),
    final: isClosed(workflowStatus) || isTerminal(progress),
  };
};

const toFailedReading = (workflowId: string, { type, message }: ClientError): JobReading => ({
  result: { success: false, workflow_id: workflowId, progress: null, error: message, source: null },
  detailed: null,
  exitStatus: toErrorExit(type),
  final: LASTING.includes(type),
});

export function createAskJob(
  client: Pick<ProgressQueryClient, 'readProgress'>,
  options: { method: QueryMethod; signal: AbortSignal },
): AskJob {
  return async (workflowId) => {
    options.signal.throwIfAborted();
    try {
      return toReading(await client.readProgress(workflowId, options));
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof ClientError) return toFailedReading(workflowId, error);
      throw error;
    }
  };
}
