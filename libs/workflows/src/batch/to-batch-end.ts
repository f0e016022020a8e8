import { describeBatchEnd } from '@genvideo/models';
import type { FinishBatchRequest } from '@genvideo/activities';
import type { BatchRecord } from './batch-record';

/** How a batch whose items have all ended ends itself. */
export function toBatchEnd({
  stop,
  counts,
}: Pick<BatchRecord, 'stop' | 'counts'>): FinishBatchRequest['end'] {
  const described = describeBatchEnd(counts);
  if (stop === null) return { status: 'completed', message: described };
  if (stop.why === 'asked') return { status: 'completed', message: `Stopped on request: ${described}` };
  if (stop.why === 'cancelled') return { status: 'cancelled', message: `Cancelled on request: ${described}` };
  if (stop.why === 'broken') return { status: 'failed', message: stop.error.message };
  const { index, workflow_id: id, error } = stop.failure;
  const who = id === null ? `The item at ${index}` : `The item at ${index} ("${id}")`;
  return { status: 'failed', message: `${who} failed, and the batch fails fast: ${error.message}` };
}
