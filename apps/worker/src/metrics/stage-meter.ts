import type { Stage } from '@genvideo/models';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { FAILURE_LABELS, toFailureLabel } from './failure-label';

/** How one run of a stage ended: over, left with its task still running, parked until its provider takes tasks, or failed. */
export type StageEnd =
  { outcome: 'completed' | 'interrupted' | 'parked' } | { outcome: 'failed'; failure: string | null };

/** Why a stage runs again: to go on with what is paid for, or for another submission, which costs money. */
export type RetryKind = 'same_submission' | 'new_submission';

/** What a worker counts of stages. */
export interface StageMeter {
  /** Returns what to call when it has ended. */
  started(stage: Stage): (end: StageEnd) => void;
  retried(stage: Stage, kind: RetryKind): void;
}

const STAGES: readonly Stage[] = ['image', 'video'];
const RETRY_KINDS: readonly RetryKind[] = ['same_submission', 'new_submission'];

const BUCKETS_SECONDS = [0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 90, 120, 180, 300, 600, 1_200, 3_600];

const createStageMetrics = (registers: Registry[]) => ({
  running: new Gauge({
    name: 'genvideo_stages_running',
    help: 'Stages that this worker watches at this moment, or stores the files of.',
    labelNames: ['stage'],
    registers,
  }),
  durations: new Histogram({
    name: 'genvideo_stage_duration_seconds',
    help: 'How long a run of a stage took: completed, failed, parked, or left with its task running; of a last stage with storing, where that was soon done.',
    labelNames: ['stage', 'outcome'],
    buckets: BUCKETS_SECONDS,
    registers,
  }),
  failures: new Counter({
    name: 'genvideo_stage_failures_total',
    help: 'Runs of stages that failed, by the type of the failure; most are tried again.',
    labelNames: ['stage', 'failure'],
    registers,
  }),
  retries: new Counter({
    name: 'genvideo_stage_retries_total',
    help: 'Runs of stages after the first: a new_submission is paid for again, a same_submission is not.',
    labelNames: ['stage', 'kind'],
    registers,
  }),
});

/** Counts in a registry. */
export function createStageMeter(registry: Registry): StageMeter {
  const { running, durations, failures, retries } = createStageMetrics([registry]);
  for (const stage of STAGES) {
    running.set({ stage }, 0);
    for (const failure of FAILURE_LABELS) failures.inc({ stage, failure }, 0);
    for (const kind of RETRY_KINDS) retries.inc({ stage, kind }, 0);
  }
  return {
    started(stage) {
      running.inc({ stage });
      const stopTimer = durations.startTimer({ stage });
      return (end) => {
        running.dec({ stage });
        stopTimer({ outcome: end.outcome });
        if (end.outcome === 'failed') failures.inc({ stage, failure: toFailureLabel(end.failure) });
      };
    },
    retried: (stage, kind) => retries.inc({ stage, kind }),
  };
}
