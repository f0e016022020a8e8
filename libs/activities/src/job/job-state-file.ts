import { toJobFolder, type JobState } from '@genvideo/models';
import { jobStateSchema } from '@genvideo/models/schemas';
import type { Storage } from '../storage/storage-port';

/** The name of a job's state file, beside its results. */
export const STATE_FILE = 'state.json';

const toKey = (workflowId: string): string => `${toJobFolder(workflowId)}/${STATE_FILE}`;

/**
 * Writes what is known of a job beside its results, where it can be read without any server. Only how it ended has to
 * outlast a power cut: what comes before that is written again.
 */
export function saveJobState(storage: Storage, state: JobState): Promise<void> {
  return storage.saveText(toKey(state.workflow_id), `${JSON.stringify(state, null, 2)}\n`, {
    durable: state.result !== null,
  });
}

/** What was written of a job last; null when nothing was, or nothing that can be read. */
export async function readJobState(storage: Storage, workflowId: string): Promise<JobState | null> {
  const text = await storage.readText(toKey(workflowId));
  if (text === null) return null;
  try {
    return jobStateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Writes where a job stands, unless its end has been written since: a worker that stood still may come to it late, when
 * another has long gone on. That it stands still between the look and the writing is left to chance.
 */
export async function saveJobStep(storage: Storage, state: JobState): Promise<void> {
  const written = await readJobState(storage, state.workflow_id);
  const hasEnd = written !== null && written.result !== null;
  if (!hasEnd || written.progress.updated_at <= state.progress.updated_at) await saveJobState(storage, state);
}
