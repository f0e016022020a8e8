import type { DetailedStatus, JobError, JobResult, Progress } from '@genvideo/models';
import type { JobDescription } from '../src/describe-job';
import type { ExplainReadings } from '../src/explain/explain-readings';
import { mergeProgress } from '../src/merge-progress';

const STARTED = new Date('2026-01-31T12:00:00.000Z');

/** A running job that nobody has begun to work on. */
export function sampleJob(change: Partial<JobDescription>): JobDescription {
  return {
    workflow_id: 'kite-1',
    run_id: 'run',
    workflow_type: 'GenVideoWorkflow',
    task_queue: 'q',
    workflow_status: 'RUNNING',
    start_time: STARTED,
    close_time: null,
    history_length: 2,
    percent: 0,
    tags: ['user:ada', 'type:video'],
    step: 'pending',
    stages: ['image', 'video'],
    note: null,
    heartbeats: [],
    batch: null,
    batch_result: null,
    last_heartbeat_at: null,
    trouble: null,
    untaken: null,
    task_attempt: 1,
    pending: [],
    ...change,
  };
}

const toResult = (described: JobDescription, error: JobError): JobResult => ({
  workflow_id: described.workflow_id,
  status: 'failed',
  image_urls: [],
  video_url: null,
  assets: [],
  attempts: 1,
  submissions: 1,
  started_at: STARTED.toISOString(),
  completed_at: (described.close_time ?? STARTED).toISOString(),
  queue_time: 0,
  processing_time: 1,
  error,
  cancel_outcome: null,
  late: null,
});

/** What was found out about a job; its progress follows from the rest. */
export function sampleReadings({
  described = sampleJob({}),
  error,
  ...rest
}: Partial<ExplainReadings> & { now: Date; error?: JobError }): ExplainReadings {
  const result = error === undefined ? null : toResult(described, error);
  const recorded = rest.record?.current_progress ?? null;
  return {
    described,
    progress: mergeProgress({ described, recorded, result }),
    no_worker: false,
    record: null,
    limiter: null,
    outlook: null,
    line: null,
    result,
    error: error ?? null,
    ...rest,
  };
}

/** What a job's workflow answers that is at `progress` since `at`, and was at each of `history` before. */
export function sampleRecord(
  progress: Partial<Progress>,
  history: readonly Partial<Progress>[],
  at: Date,
): DetailedStatus {
  const full = (part: Partial<Progress>): Progress => ({
    step: 'pending',
    status: 'pending',
    percent: 0,
    message: '',
    error_message: null,
    asset_url: null,
    estimated_completion: null,
    updated_at: at.toISOString(),
    ...part,
  });
  return {
    ...full(progress),
    workflow_id: 'kite-1',
    job_input: {},
    current_progress: full(progress),
    started_at: STARTED.toISOString(),
    progress_history: history.map(full),
    retry_count: history.length,
  };
}
