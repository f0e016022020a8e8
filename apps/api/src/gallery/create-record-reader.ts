import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Storage } from '@genvideo/activities/storage';
import { toJobFolder, type JobState } from '@genvideo/models';
import { jobStateSchema } from '@genvideo/models/schemas';

/** How much text of records is remembered, in characters. */
const MAX_REMEMBERED = 32_000_000;

/** How long the record of a job that has ended is, and of one that runs, in milliseconds. */
const ENDED_MS = 300_000;
const RUNNING_MS = 2_000;

/** How many records are read at once. */
const READS_AT_ONCE = 16;

/** The record of a job beside its files; null where there is none that can be read. */
export type RecordReader = (workflowId: string) => Promise<JobState | null>;

const parse = (text: string): JobState | null => {
  try {
    return jobStateSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/**
 * Reads jobs' records from the store, the latest used from memory: the engine is not asked, and a page of a hundred jobs
 * is a hundred small files.
 */
export function createRecordReader(storage: Pick<Storage, 'readText'>): RecordReader {
  const records = new LRUCache<string, JobState>({ maxSize: MAX_REMEMBERED, ttl: ENDED_MS });
  const inTurn = pLimit(READS_AT_ONCE);

  return async (workflowId) => {
    const known = records.get(workflowId);
    if (known) return known;
    const text = await inTurn(() => storage.readText(`${toJobFolder(workflowId)}/state.json`));
    const record = text === null ? null : parse(text);
    if (text === null || record === null) return null;
    const ttl = record.result === null ? RUNNING_MS : ENDED_MS;
    records.set(workflowId, record, { ttl, size: text.length });
    return record;
  };
}
