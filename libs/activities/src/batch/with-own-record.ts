import { readJobState } from '../job/job-state-file';
import type { Storage } from '../storage/storage-port';
import type { ItemEnd } from './to-item-end';

/**
 * The end of an item with what it wrote of that itself, where nothing else tells: the engine keeps no result of workflows
 * that were cancelled, and what became of the task at the provider is said there alone.
 */
export async function withOwnRecord(workflowId: string, end: ItemEnd, storage: Storage): Promise<ItemEnd> {
  if (end.status !== 'cancelled' || end.result !== null) return end;
  const record = await readJobState(storage, workflowId).catch(() => null);
  const result = record?.result ?? null;
  return result?.status === 'cancelled' ? { ...end, result, error: result.error ?? end.error } : end;
}
