import type { JobStatus, Progress } from '@genvideo/models';
import type { WorkflowStatus } from './workflow-status';

/** Who answered: the engine itself, or the API. */
export type QuerySource = 'direct' | 'api';

/** How a question about a job's progress went. Every key is always there. */
export interface ProgressResult {
  success: boolean;
  workflow_id: string;
  /** Null when the question failed. */
  progress: Progress | null;
  /** Why the question failed and what to do, null when it did not. */
  error: string | null;
  /** Who answered, null when nobody did. */
  source: QuerySource | null;
}

/** A job's progress at one moment, as `GET /workflows/{workflow_id}/progress` tells it. */
export interface ProgressEvent {
  workflow_id: string;
  workflow_status: WorkflowStatus;
  progress: Progress;
  /** When this was found out, ISO 8601 UTC. */
  timestamp: string;
}

/** What happened to one of many jobs: its progress, or why it cannot be followed. */
export type JobsEvent =
  | (ProgressEvent & { error: null })
  | {
      workflow_id: string;
      workflow_status: null;
      progress: null;
      /** When this was heard, ISO 8601 UTC. */
      timestamp: string;
      /** Such as NotFound: it is not there, or another's. */
      error: { type: string; message: string };
    };

/** The same, and who told it. */
export interface ProgressReading extends ProgressEvent {
  source: QuerySource;
  /** Everything the API knows of the job; only with the method `detailed`, else null. */
  detailed: DetailedStatus | null;
}

/** A workflow as the engine knows it, with no worker asked. */
export interface WorkflowStatusAnswer {
  workflow_id: string;
  status: WorkflowStatus;
  /** ISO 8601 UTC. */
  start_time: string;
  /** Null while it runs. */
  close_time: string | null;
  workflow_type: string;
  task_queue: string;
}

/** What a job's workflow says of itself. */
export interface WorkflowAnswer extends Omit<JobStatus, 'job_input'> {
  /** As it was handed in when it was refused, with its defaults filled in when it was not. */
  job_input: Readonly<Record<string, unknown>>;
}

/** What `GET /workflows/{workflow_id}/detailed-status` answers. */
export interface DetailedStatus extends WorkflowStatusAnswer, ProgressEvent {
  /** What the workflow says of itself, null when no worker answers for it. */
  detailed_status: WorkflowAnswer | null;
}

/** A job's progress, and what its workflow says of itself where a worker answers for it. */
export type DetailedProgress = Progress & Partial<WorkflowAnswer>;

/** How the question for everything about a job went. */
export interface DetailedStatusResult extends ProgressResult {
  progress: DetailedProgress | null;
}
