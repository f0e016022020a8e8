import type { Stage } from '@genvideo/models';

/** How a try of a stage ended. `open`: the history says nothing of its end. */
export type TryOutcome = 'completed' | 'failed' | 'cancelled' | 'open';

/** One try of one stage, from a job's history. Times are in milliseconds since 1970, by the engine's clock. */
export interface TryTrace {
  /** What the provider was asked with; see toSubmissionId. */
  submission_id: string;
  stage: Stage;
  startedAt: number;
  /** When its provider had ended, as far as the worker told; null while that is open. */
  endedAt: number | null;
  outcome: TryOutcome;
  /** Whether the provider must have accepted it: it completed, or the provider says that it failed or lost it. */
  accepted: boolean;
}

/** A job's way through the engine. Times are in milliseconds since 1970, by the engine's clock. */
export interface JobTrace {
  workflow_id: string;
  submittedAt: number;
  /** When the limiter's grant reached the job; null when it never did. */
  grantedAt: number | null;
  /** When its providers had ended, so that the permit could go to another; null when it never ran. */
  providersEndedAt: number | null;
  /** When the job had ended, files stored; null while it runs. */
  endedAt: number | null;
  tries: readonly TryTrace[];
}
