import {
  condition,
  continueAsNew,
  defineSignal,
  getExternalWorkflowHandle,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

/** From a job to the semaphore, with the job's workflow id. */
export const requestSignal = defineSignal<[string]>('request_permit');
/** From a job to the semaphore, with the job's workflow id. */
export const releaseSignal = defineSignal<[string]>('release_permit');
/** From the semaphore to a job. */
export const grantedSignal = defineSignal('granted');

export interface SemaphoreState {
  permits: number;
  held?: string[];
  waiting?: string[];
}

/**
 * What most people write first: every job asks with a signal of its own, is told with a signal of its own, and gives
 * back with a signal of its own, as in Temporal's mutex sample.
 */
export async function SemaphoreWorkflow({ permits, held = [], waiting = [] }: SemaphoreState): Promise<void> {
  const holders = new Set(held);
  setHandler(requestSignal, (id) => void waiting.push(id));
  setHandler(releaseSignal, (id) => void holders.delete(id));
  const mayGrant = (): boolean => holders.size < permits && waiting.length > 0;
  while (!workflowInfo().continueAsNewSuggested) {
    await condition(() => mayGrant() || workflowInfo().continueAsNewSuggested);
    const id = mayGrant() ? waiting.shift() : undefined;
    if (id === undefined) continue;
    holders.add(id);
    try {
      await getExternalWorkflowHandle(id).signal(grantedSignal);
    } catch {
      holders.delete(id);
    }
  }
  await continueAsNew<typeof SemaphoreWorkflow>({ permits, held: [...holders], waiting });
}
