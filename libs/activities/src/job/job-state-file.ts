import { toJobFolder, type JobState } from '@genvideo/models';
import type { Storage } from '../storage/storage-port';

/** The name of a job's state file, beside its results. */
export const STATE_FILE = 'state.json';

/**
 * Writes what is known of a job beside its results, where it can be read without any server. Only how it ended has to
 * outlast a power cut: what comes before that is written again.
 */
export function saveJobState(storage: Storage, state: JobState): Promise<void> {
  const key = `${toJobFolder(state.workflow_id)}/${STATE_FILE}`;
  return storage.saveText(key, `${JSON.stringify(state, null, 2)}\n`, { durable: state.result !== null });
}
