import type { JobResult, LateResult } from '@genvideo/models';
import { Counter, Histogram, type Registry } from 'prom-client';
import { FAILURE_LABELS, toFailureLabel } from './failure-label';

/** A job's type as a label: what an invalid input says is nothing to go by. */
export type JobTypeLabel = 'image' | 'video' | 'unknown';

/** What the end of a job is counted by. */
export type JobEnd = Pick<JobResult, 'status' | 'queue_time' | 'processing_time' | 'error'>;

/** What a worker counts of jobs. */
export interface JobMeter {
  submitted(type: JobTypeLabel): void;
  ended(type: JobTypeLabel, end: JobEnd): void;
  /** What came of tasks that jobs had left at their providers. */
  cameLate(state: LateResult['state']): void;
  /** Permits that came back by the limiter's own look at its holders. */
  reclaimed(permits: number): void;
}

const TYPES: readonly JobTypeLabel[] = ['image', 'video', 'unknown'];
const LATE: readonly LateResult['state'][] = ['kept', 'nothing', 'given_up'];
const OUTCOMES: readonly JobResult['status'][] = ['completed', 'failed', 'cancelled'];

/** Jobs take seconds against mocks, minutes with real services, and JOB_TIMEOUT_SECONDS at most. */
const WORK_BUCKETS_SECONDS = [0.5, 1, 2.5, 5, 10, 20, 30, 60, 90, 120, 180, 300, 600, 1_200, 3_600];

/** A job may wait for its permit for a day. */
const WAIT_BUCKETS_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1_800, 3_600, 10_800, 43_200, 86_400];

const createJobCounters = (registers: Registry[]) => ({
  submitted: new Counter({
    name: 'genvideo_jobs_submitted_total',
    help: 'Jobs that this worker took up; type is unknown where the input was not valid.',
    labelNames: ['type'],
    registers,
  }),
  finished: new Counter({
    name: 'genvideo_jobs_finished_total',
    help: 'Jobs that this worker brought to their end, by outcome: completed, failed, cancelled.',
    labelNames: ['type', 'outcome'],
    registers,
  }),
  failures: new Counter({
    name: 'genvideo_job_failures_total',
    help: 'Jobs that failed, by the type of their failure (docs/failures.md).',
    labelNames: ['failure'],
    registers,
  }),
  late: new Counter({
    name: 'genvideo_late_results_total',
    help: 'Tasks that jobs had left at their providers when they ended, by what came of them: kept, nothing, given_up.',
    labelNames: ['state'],
    registers,
  }),
  reclaimed: new Counter({
    name: 'genvideo_permits_reclaimed_total',
    help: "Permits that came back by the limiter's own look at its holders: their jobs ended without handing them back.",
    registers,
  }),
});

const createJobTimes = (registers: Registry[]) => ({
  waiting: new Histogram({
    name: 'genvideo_job_queue_duration_seconds',
    help: 'How long jobs that have ended had waited for their permit.',
    labelNames: ['type'],
    buckets: WAIT_BUCKETS_SECONDS,
    registers,
  }),
  working: new Histogram({
    name: 'genvideo_job_processing_duration_seconds',
    help: 'How long completed jobs took from their permit to their stored files.',
    labelNames: ['type'],
    buckets: WORK_BUCKETS_SECONDS,
    registers,
  }),
});

/** Counts in a registry. */
export function createJobMeter(registry: Registry): JobMeter {
  const counters = createJobCounters([registry]);
  const times = createJobTimes([registry]);
  for (const type of TYPES) {
    counters.submitted.inc({ type }, 0);
    for (const outcome of OUTCOMES) counters.finished.inc({ type, outcome }, 0);
  }
  for (const failure of FAILURE_LABELS) counters.failures.inc({ failure }, 0);
  for (const state of LATE) counters.late.inc({ state }, 0);
  return {
    submitted: (type) => counters.submitted.inc({ type }),
    ended(type, { status, queue_time, processing_time, error }) {
      counters.finished.inc({ type, outcome: status });
      times.waiting.observe({ type }, queue_time);
      if (status === 'completed') times.working.observe({ type }, processing_time);
      if (status === 'failed') counters.failures.inc({ failure: toFailureLabel(error?.type ?? null) });
    },
    cameLate: (state) => counters.late.inc({ state }),
    reclaimed: (permits) => counters.reclaimed.inc(permits),
  };
}
