import type { ExplainReadings, Finding } from './explain-readings';

/** How a batch that works on its items stands; null for everything else, and while its work is not under way. */
export function explainBatch({ described, progress, no_worker: noWorker }: ExplainReadings): Finding | null {
  const { workflow_id: id, batch, pending, trouble } = described;
  if (batch === null || noWorker || trouble !== null) return null;
  const { paused } = batch;
  return {
    state: 'running',
    sentence: `"${id}" ${paused ? 'is a batch that is paused' : 'works on its items'}: ${progress.message}.`,
    since: pending[0]?.started_at?.toISOString() ?? described.start_time.toISOString(),
    who_acts: paused ? 'operator' : 'nobody',
    next_step: paused ? `Resume it: POST /batches/${id}/resume` : null,
    batch,
  };
}
