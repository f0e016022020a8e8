import type { Explanation } from '@genvideo/models';
import { isClosed } from '../workflow-status';
import { explainBatch } from './explain-batch';
import { explainEnd } from './explain-end';
import { explainLine } from './explain-line';
import type { ExplainReadings, Finding } from './explain-readings';
import { explainWaiting } from './explain-waiting';
import { explainWork } from './explain-work';

const NO_DETAILS = {
  ...{ worker: null, permit: null, line: null, provider: null },
  ...{ retry: null, failure: null, batch: null },
};

const explainRunning = (readings: ExplainReadings): Finding => {
  const { described, progress } = readings;
  return (
    explainBatch(readings) ??
    explainWaiting(readings) ??
    explainLine(readings) ??
    explainWork(readings) ?? {
      state: 'running',
      sentence: `"${described.workflow_id}" goes on: ${progress.message}.`,
      since: progress.updated_at,
      who_acts: 'nobody',
      next_step: null,
    }
  );
};

/** Why a job is where it is, in one sentence and in all the details that are known. */
export function explainJob(readings: ExplainReadings): Explanation {
  const { described, progress, result, now } = readings;
  const finding = isClosed(described.workflow_status) ? explainEnd(readings) : explainRunning(readings);
  const { state, sentence, since, who_acts, next_step, ...details } = finding;
  return {
    workflow_id: described.workflow_id,
    workflow_type: described.workflow_type,
    workflow_status: described.workflow_status,
    task_queue: described.task_queue,
    state,
    sentence,
    since,
    who_acts,
    next_step,
    percent: progress.percent,
    ...NO_DETAILS,
    ...details,
    cancel_outcome: result?.cancel_outcome ?? null,
    late: result?.late ?? null,
    timestamp: now.toISOString(),
  };
}
