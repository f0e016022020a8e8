import { ClientError } from './client-error';
import type { ProgressReading, ProgressResult } from './progress-result';

/** A failure in the words of a result; what is no failure of asking (an abort, a bug) is thrown on. */
export function toFailureMessage(error: unknown): string {
  if (error instanceof ClientError) return error.message;
  throw error;
}

/** What came of a reading, as a result that never rejects but for an abort. */
export async function toProgressResult(
  workflowId: string,
  reading: Promise<ProgressReading>,
): Promise<ProgressResult> {
  try {
    const { progress, source } = await reading;
    return { success: true, workflow_id: workflowId, progress, error: null, source };
  } catch (cause) {
    const error = toFailureMessage(cause);
    return { success: false, workflow_id: workflowId, progress: null, error, source: null };
  }
}
