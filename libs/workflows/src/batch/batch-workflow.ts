import { CancellationScope, CancelledFailure, patched, upsertMemo, workflowInfo } from '@temporalio/workflow';
import { ApplicationFailure, defaultPayloadConverter, RawValue } from '@temporalio/common';
import { markPlain, type BatchRequest, type BatchResult } from '@genvideo/models';
import { autoUpgrade } from '../auto-upgrade';
import { toJobError } from '../to-job-error';
import { answerBatch } from './answer-batch';
import { onFiles } from './batch-activities';
import { BatchRecord, type CarriedBatch } from './batch-record';
import { BatchWork } from './batch-work';
import { toBatchEnd } from './to-batch-end';

/**
 * Many videos and pictures as one, each a workflow of its own, in a window that slides over a list of any length.
 * Ends completed with its result, however its items ended; failed, with the result among the details, when an item
 * failed and the batch fails fast, or when it was no batch at all; or cancelled, with the result in its memo.
 * @param carried what an earlier run of the same batch left; whoever starts a batch gives none
 */
export async function BatchWorkflow(request: BatchRequest, carried?: CarriedBatch): Promise<BatchResult> {
  const { workflowId, startTime } = workflowInfo();
  const record = new BatchRecord(workflowId, startTime, request);
  if (carried) record.resume(carried);
  const work = new BatchWork(record);
  answerBatch(record, work);
  try {
    if (!record.isOpen) await open(record, request);
    await work.toEnd();
  } catch (error) {
    return CancellationScope.nonCancellable(() => abandon(record, work, error));
  }
  return CancellationScope.nonCancellable(() => finish(record));
}

autoUpgrade(BatchWorkflow);

/** Checks the batch and stores the list of its requests. */
async function open(record: BatchRecord, input: unknown): Promise<void> {
  const started_at = record.startedAt.toISOString();
  record.open(await onFiles.openBatch({ workflow_id: record.batchId, input, started_at }));
}

/** Closes the results, and ends as the batch has to. */
async function finish(record: BatchRecord): Promise<BatchResult> {
  const { batchId: batch_id, opened, progress } = record;
  const end = toBatchEnd(record);
  const started_at = record.startedAt.toISOString();
  const { settings, total } = opened;
  const result = await onFiles.finishBatch({ batch_id, settings, total, started_at, end, progress });
  record.end({
    step: end.status === 'completed' ? 'completed' : 'failed',
    status: end.status,
    message: end.message,
    ...(end.status === 'completed' ? { percent: 100 } : { error_message: end.message }),
  });
  const { stop } = record;
  if (stop?.why === 'cancelled') {
    // The engine keeps no details of a cancelled workflow. What these say, nobody needs a key for.
    upsertMemo({ result: RawValue.fromPayload(markPlain(defaultPayloadConverter.toPayload(result))) });
    throw new CancelledFailure(end.message);
  }
  if (stop === null || stop.why === 'asked') return result;
  const { type } = stop.why === 'failed' ? stop.failure.error : stop.error;
  throw ApplicationFailure.create({ type, message: end.message, nonRetryable: true, details: [result] });
}

/**
 * Ends a batch that cannot go on: cancels its items when it was cancelled itself, closes its record when nobody can work
 * on them, and says so when it is none.
 */
async function abandon(record: BatchRecord, work: BatchWork, error: unknown): Promise<BatchResult> {
  const { type, message } = toJobError(error);
  if (type === 'Cancelled' && record.isOpen) {
    record.stop ??= { why: 'cancelled' };
    await work.toEnd();
    return finish(record);
  }
  if (record.isOpen && patched('2026-11-broken-batch')) {
    record.stop = { why: 'broken', error: { type, message } };
    return finish(record);
  }
  const status = type === 'Cancelled' ? 'cancelled' : 'failed';
  record.end({ step: 'failed', status, message, error_message: message });
  if (type === 'Cancelled') throw new CancelledFailure(message);
  throw ApplicationFailure.create({ type, message, nonRetryable: true });
}
