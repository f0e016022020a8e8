import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { isFailureType, type FailureType, type JobResult, type Stage } from '@genvideo/models';

/** A job's type as a label: what an invalid input says is nothing to go by. */
export type JobTypeLabel = 'image' | 'video' | 'unknown';

/** How one run of one try of a stage ended: over, left with its task still running, or failed. */
export type StageEnd =
  { outcome: 'completed' | 'interrupted' } | { outcome: 'failed'; failure: string | null };

/** What a worker counts of jobs and their stages. */
export interface JobMeter {
  jobSubmitted(type: JobTypeLabel): void;
  jobEnded(
    type: JobTypeLabel,
    result: Pick<JobResult, 'status' | 'queue_time' | 'processing_time' | 'error'>,
  ): void;
  /** Returns what to call when it has ended. */
  stageStarted(stage: Stage): (end: StageEnd) => void;
  /** `new_submission` costs money, `same_submission` goes on with what was paid for. */
  stageRetried(stage: Stage, kind: 'new_submission' | 'same_submission'): void;
  permitsReclaimed(count: number): void;
}

/** Jobs take seconds against mocks, minutes with real services, and JOB_TIMEOUT_SECONDS at most. */
const WORK_BUCKETS_SECONDS = [0.5, 1, 2.5, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1_200, 3_600];

/** A job may wait for its permit for a day. */
const WAIT_BUCKETS_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1_800, 3_600, 10_800, 43_200, 86_400];

/** Types that are not in the failure table come of bugs. */
const toFailureLabel = (type: string | null): FailureType | 'unforeseen' =>
  isFailureType(type) ? type : 'unforeseen';

function createJobCounts(
  registry: Registry,
): Pick<JobMeter, 'jobSubmitted' | 'jobEnded' | 'permitsReclaimed'> {
  const registers = [registry];
  const submitted = new Counter({
    name: 'genvideo_jobs_submitted_total',
    help: 'Jobs that this worker took up; type is unknown where the input was not valid.',
    labelNames: ['type'],
    registers,
  });
  const finished = new Counter({
    name: 'genvideo_jobs_finished_total',
    help: 'Jobs that this worker brought to their end, by outcome: completed, failed, cancelled.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const failures = new Counter({
    name: 'genvideo_job_failures_total',
    help: 'Jobs that failed, by the type of their failure (docs/failures.md).',
    labelNames: ['failure'],
    registers,
  });
  const waits = new Histogram({
    name: 'genvideo_job_queue_duration_seconds',
    help: 'How long finished jobs had waited for their permit.',
    labelNames: ['type'],
    buckets: WAIT_BUCKETS_SECONDS,
    registers,
  });
  const work = new Histogram({
    name: 'genvideo_job_processing_duration_seconds',
    help: 'How long completed jobs took from their permit to their stored files.',
    labelNames: ['type'],
    buckets: WORK_BUCKETS_SECONDS,
    registers,
  });
  const reclaimed = new Counter({
    name: 'genvideo_permits_reclaimed_total',
    help: 'Permits whose jobs ended without handing them back (terminated, timed out), found by the sweep.',
    registers,
  });
  return {
    jobSubmitted: (type) => submitted.inc({ type }),
    jobEnded(type, { status, queue_time, processing_time, error }) {
      finished.inc({ type, outcome: status });
      waits.observe({ type }, queue_time);
      if (status === 'completed') work.observe({ type }, processing_time);
      if (status === 'failed') failures.inc({ failure: toFailureLabel(error?.type ?? null) });
    },
    permitsReclaimed: (count) => reclaimed.inc(count),
  };
}

function createStageCounts(registry: Registry): Pick<JobMeter, 'stageStarted' | 'stageRetried'> {
  const registers = [registry];
  const running = new Gauge({
    name: 'genvideo_stages_running',
    help: 'Stages that this worker watches at this moment.',
    labelNames: ['stage'],
    registers,
  });
  const durations = new Histogram({
    name: 'genvideo_stage_duration_seconds',
    help: 'How long a run of a stage took: completed, failed, or interrupted with its task left running.',
    labelNames: ['stage', 'outcome'],
    buckets: WORK_BUCKETS_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'genvideo_stage_failures_total',
    help: 'Runs of stages that failed, by the type of the failure; most are tried again.',
    labelNames: ['stage', 'failure'],
    registers,
  });
  const retries = new Counter({
    name: 'genvideo_stage_retries_total',
    help: 'Runs of stages after the first: a new_submission is paid for again, a same_submission is not.',
    labelNames: ['stage', 'kind'],
    registers,
  });
  return {
    stageStarted(stage) {
      running.inc({ stage });
      const stopTimer = durations.startTimer({ stage });
      return (end) => {
        running.dec({ stage });
        stopTimer({ outcome: end.outcome });
        if (end.outcome === 'failed') failures.inc({ stage, failure: toFailureLabel(end.failure) });
      };
    },
    stageRetried: (stage, kind) => retries.inc({ stage, kind }),
  };
}

/** Counts in a registry. */
export function createJobMeter(registry: Registry): JobMeter {
  return { ...createJobCounts(registry), ...createStageCounts(registry) };
}
