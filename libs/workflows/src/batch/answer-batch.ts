import { CancellationScope, defineQuery, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import {
  BATCH,
  QUERY,
  SIGNAL,
  type BatchPulse,
  type BatchRetry,
  type BatchSnapshot,
  type CustomMetrics,
  type DetailedStatus,
  type Progress,
} from '@genvideo/models';
import { untilDone } from '../activity-proxies';
import type { BatchRecord } from './batch-record';
import type { BatchWork } from './batch-work';

const progressQuery = defineQuery<Progress>(QUERY.progress);
const statusQuery = defineQuery<DetailedStatus>(QUERY.status);
const customMetricsQuery = defineQuery<CustomMetrics>(QUERY.customMetrics);
const cancelSignal = defineSignal(SIGNAL.cancel);
const pulseSignal = defineSignal<[BatchPulse]>(BATCH.signal.pulse);
const pauseUpdate = defineUpdate<BatchSnapshot>(BATCH.update.pause);
const resumeUpdate = defineUpdate<BatchSnapshot>(BATCH.update.resume);
const setMaxConcurrentUpdate = defineUpdate<BatchSnapshot, [unknown]>(BATCH.update.setMaxConcurrent);
const cancelAllUpdate = defineUpdate<BatchSnapshot>(BATCH.update.cancelAll);
const retryFailedUpdate = defineUpdate<BatchRetry>(BATCH.update.retryFailed);

/** The most items that may run at once; the same bound as in the schema, which workflow code cannot load. */
const MAX_CONCURRENT = 10_000;

const refuse = (message: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'InvalidRequest', message, nonRetryable: true });

const toStatus = (record: BatchRecord): DetailedStatus => ({
  ...record.progress,
  workflow_id: record.batchId,
  job_input: record.input,
  current_progress: record.progress,
  started_at: record.startedAt.toISOString(),
  progress_history: record.history,
  retry_count: record.retried,
});

const toMetrics = ({ startedAt, endedAt, counts, retried }: BatchRecord): CustomMetrics => ({
  processing_time: ((endedAt ?? new Date()).getTime() - startedAt.getTime()) / 1_000,
  queue_time: 0,
  memory_usage: null,
  error_count: counts.failed,
  retry_count: retried,
});

function answerQueries(record: BatchRecord): void {
  setHandler(progressQuery, () => record.progress);
  setHandler(statusQuery, () => toStatus(record));
  setHandler(customMetricsQuery, () => toMetrics(record));
}

/** Refuses what would have no effect any more, with what to do instead. */
function checkUnderWay(record: BatchRecord, work: BatchWork): void {
  if (!work.isUnderWay) throw refuse('The batch has ended: there is nothing left to change');
  if (record.stop !== null) throw refuse('The batch is being cancelled: there is nothing left to change');
}

function checkMaxConcurrent(record: BatchRecord, max: unknown): asserts max is number {
  if (typeof max !== 'number' || !Number.isInteger(max))
    throw refuse('max_concurrent must be a whole number');
  if (max < 1)
    throw refuse('max_concurrent must be at least 1; to begin nothing more, pause the batch instead');
  if (max > MAX_CONCURRENT) throw refuse(`max_concurrent must be at most ${MAX_CONCURRENT}`);
  const isSequential = record.isOpen && record.opened.settings.processing_strategy === 'sequential';
  if (isSequential && max > 1)
    throw refuse('max_concurrent must stay 1: the batch is sequential, which is one item at a time');
}

/** Lets people pause, resume, widen, narrow, cancel and retry. */
function takeUpdates(record: BatchRecord, work: BatchWork): void {
  const validator = (): void => checkUnderWay(record, work);
  /** What is set already interrupts nobody. */
  const steer = (isSet: boolean, apply: () => void): BatchSnapshot => {
    if (!isSet) {
      apply();
      work.change();
    }
    return record.toSnapshot();
  };
  const setPaused = (paused: boolean) => (): BatchSnapshot =>
    steer(record.paused === paused, () => {
      record.paused = paused;
    });
  setHandler(pauseUpdate, setPaused(true), { validator });
  setHandler(resumeUpdate, setPaused(false), { validator });
  setHandler(cancelAllUpdate, () =>
    steer(record.stop !== null, () => {
      record.stop = { why: 'asked' };
    }),
  );
  setHandler(
    setMaxConcurrentUpdate,
    (max) => {
      checkMaxConcurrent(record, max);
      return steer(record.maxConcurrent === max, () => record.setMaxConcurrent(max));
    },
    {
      validator: (max) => {
        validator();
        checkMaxConcurrent(record, max);
      },
    },
  );
  setHandler(
    retryFailedUpdate,
    async () => {
      const retried = await work.retryFailed();
      return { ...record.toSnapshot(), retried };
    },
    { validator },
  );
}

/** Lets anyone ask a batch how it is, also after it has ended, and steer it while it runs. */
export function answerBatch(record: BatchRecord, work: BatchWork): void {
  answerQueries(record);
  takeUpdates(record, work);
  setHandler(pulseSignal, (pulse) => {
    if (record.isOpen && work.isUnderWay) record.take(pulse);
  });
  setHandler(cancelSignal, () =>
    CancellationScope.nonCancellable(() => untilDone.requestCancellation(record.batchId)),
  );
}
