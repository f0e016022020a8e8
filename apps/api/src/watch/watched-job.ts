import type { JobProgress } from '@genvideo/progress-client/direct';

/** A job as it was when the engine was last asked. */
export interface WatchedJob extends JobProgress {
  /** When that was, ISO 8601. */
  timestamp: string;
}

/** What everybody who follows a job is told: REST, WebSocket and event stream alike. */
export type ProgressView = Pick<WatchedJob, 'workflow_id' | 'workflow_status' | 'progress' | 'timestamp'>;

/** The job as it is told, without what only decides who may see it. */
export function toProgressView(job: WatchedJob): ProgressView {
  const { workflow_id, workflow_status, progress, timestamp } = job;
  return { workflow_id, workflow_status, progress, timestamp };
}
