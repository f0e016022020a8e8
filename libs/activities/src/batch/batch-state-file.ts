import { toBatchKeys, type BatchSettings, type JobState, type Progress } from '@genvideo/models';
import type { Storage } from '../storage/storage-port';

export interface BatchState {
  batch_id: string;
  settings: BatchSettings;
  total: number;
  progress: Progress;
}

/**
 * Writes what is known of a batch beside its results, in the shape of a job's own state file: whose it is and whether it
 * has ended can be read without any server. How its items ended is in its results.
 */
export async function saveBatchState(
  storage: Storage,
  { batch_id, settings, total, progress }: BatchState,
): Promise<void> {
  const state: JobState = {
    workflow_id: batch_id,
    job_input: { ...settings, total },
    progress,
    result: null,
  };
  await storage.saveText(toBatchKeys(batch_id).state, `${JSON.stringify(state, null, 2)}\n`);
}
