/** A stage of a job that a provider is paid for. */
export type Stage = 'image' | 'video';

/** One submission: the workflow that needs it, the stage, and the try, counted from 1. */
export interface SubmissionKey {
  workflowId: string;
  stage: Stage;
  attempt: number;
}

/**
 * The id under which a provider is asked for work. A pure function of its input: whoever asks again, after whatever
 * crash, asks with the same id, so the work is found instead of paid for twice.
 */
export function toSubmissionId({ workflowId, stage, attempt }: SubmissionKey): string {
  return `${workflowId}/${stage}/${attempt}`;
}
