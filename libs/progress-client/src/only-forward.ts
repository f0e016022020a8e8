import type { ProgressEvent } from './progress-result';
import { isClosed } from './workflow-status';

const isSame = (left: ProgressEvent, right: ProgressEvent): boolean =>
  left.workflow_status === right.workflow_status &&
  JSON.stringify({ ...left.progress, updated_at: null }) ===
    JSON.stringify({ ...right.progress, updated_at: null });

/**
 * What is new in a series of events that may repeat itself, as after a connection was lost: percent never goes down,
 * nothing is told twice, and the event that says the job has ended is the last.
 */
export async function* onlyForward(
  events: AsyncIterable<ProgressEvent>,
): AsyncGenerator<ProgressEvent, void, undefined> {
  let last: ProgressEvent | null = null;
  for await (const event of events) {
    const percent = Math.max(last?.progress.percent ?? 0, event.progress.percent);
    const next = { ...event, progress: { ...event.progress, percent } };
    if (last === null || !isSame(last, next)) yield next;
    last = next;
    if (isClosed(next.workflow_status)) return;
  }
}
