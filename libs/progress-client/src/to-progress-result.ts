import { ClientError } from './client-error';
import type { DetailedStatusResult, ProgressReading } from './progress-result';
import { toDetailedProgress } from './to-detailed-progress';

/** A failure in the words of a result; what is no failure of asking (an abort, a bug) is thrown on. */
function toFailureMessage(error: unknown): string {
  if (error instanceof ClientError) return error.message;
  throw error;
}

/** What came of a reading, as a result that never rejects but for an abort. */
export async function toProgressResult(
  workflowId: string,
  reading: Promise<ProgressReading>,
): Promise<DetailedStatusResult> {
  try {
    const { progress: plain, source, detailed } = await reading;
    const progress = detailed === null ? plain : toDetailedProgress(detailed);
    return { success: true, workflow_id: workflowId, progress, error: null, source };
  } catch (cause) {
    const error = toFailureMessage(cause);
    return { success: false, workflow_id: workflowId, progress: null, error, source: null };
  }
}
