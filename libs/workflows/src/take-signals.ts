import { CancellationScope, defineSignal, setHandler } from '@temporalio/workflow';
import { isTerminal, SIGNAL, type Progress, type ProgressUpdate } from '@genvideo/models';
import { untilDone } from './activity-proxies';
import type { CallbackListener } from './callback-listener';
import type { JobRecord } from './job-record';

// Signals come from outside and may carry anything: what does not fit is ignored, never an error of the job.
const cancelSignal = defineSignal(SIGNAL.cancel);
const updateProgressSignal = defineSignal<[unknown]>(SIGNAL.updateProgress);
const videoDoneSignal = defineSignal<[unknown]>(SIGNAL.videoDone);

/** A running job is never done because somebody says so. */
const isPercent = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100;

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const isTime = (value: unknown): value is string => typeof value === 'string' && ISO_TIME.test(value);

const HTTP_URL = /^https?:\/\/[^\s]{1,2040}$/;
const isUrl = (value: unknown): value is string => typeof value === 'string' && HTTP_URL.test(value);

/** The part of an update from outside that may be taken over. */
function toChange(update: unknown): Partial<Progress> {
  const { percent, message, asset_url, estimated_completion } = (update ?? {}) as Record<
    keyof ProgressUpdate,
    unknown
  >;
  return {
    ...(isPercent(percent) ? { percent } : {}),
    ...(typeof message === 'string' ? { message: message.slice(0, 500) } : {}),
    ...(isUrl(asset_url) ? { asset_url } : {}),
    ...(isTime(estimated_completion) ? { estimated_completion } : {}),
  };
}

/** Asks the engine to cancel this very job, so that a signal ends it just as the engine's own cancel does. */
const cancelSelf = (workflowId: string): Promise<void> =>
  CancellationScope.nonCancellable(() => untilDone.requestCancellation(workflowId));

/** Lets the outside world cancel a job, say how far it is, and tell it that its provider has called back. */
export function takeSignals(record: JobRecord, callbacks: CallbackListener): void {
  setHandler(cancelSignal, () => cancelSelf(record.workflowId));
  setHandler(updateProgressSignal, (update) => {
    if (!isTerminal(record.progress)) record.advance(toChange(update));
  });
  setHandler(videoDoneSignal, (callback) => callbacks.take(callback));
}
