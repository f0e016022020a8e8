import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { QUERY, type Progress, type Step } from '@genvideo/models';

const LOOK_MS = 500;

/** Cancels a job as soon as it is at a step; one that ends before it gets there is left alone. */
export async function cancelAtStep(handle: WorkflowHandle, step: Step): Promise<void> {
  for (;;) {
    const progress = await handle.query<Progress>(QUERY.progress).catch(() => null);
    if (progress?.step === 'completed' || progress?.step === 'failed') return;
    if (progress?.step === step) break;
    await delay(LOOK_MS);
  }
  // Who has ended meanwhile cannot be cancelled any more.
  await handle.cancel().catch(() => undefined);
}
