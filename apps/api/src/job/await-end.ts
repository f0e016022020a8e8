import { isClosed } from '@genvideo/progress-client/direct';
import type { ProgressHub } from '../watch/progress-hub';

/**
 * Waits until a job has ended, or the signal aborts. However many wait, the engine is asked once.
 * @returns whether it has ended. What goes wrong on the way counts as not: the job is there, and can be asked about.
 */
export async function awaitEnd(hub: ProgressHub, workflowId: string, signal: AbortSignal): Promise<boolean> {
  try {
    for await (const { view } of hub.watch(workflowId, { signal }))
      if (isClosed(view.workflow_status)) return true;
  } catch {
    return false;
  }
  return false;
}
