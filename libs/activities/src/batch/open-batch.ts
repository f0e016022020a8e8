import path from 'node:path';
import { Readable } from 'node:stream';
import {
  createProgress,
  isIdentifier,
  toBatchKeys,
  type BatchSettings,
  type Progress,
} from '@genvideo/models';
import { batchStartSchema, InvalidInputError, MAX_BATCH_ITEMS, parseWith } from '@genvideo/models/schemas';
import type { Logger } from '../logger-port';
import type { Storage } from '../storage/storage-port';
import type { OpenedBatch } from './batch-request';
import { saveBatchState } from './batch-state-file';
import { openItemList } from './item-list';

export interface OpenBatchRequest {
  workflow_id: string;
  input: unknown;
  started_at: string;
}

const LINES = 'application/x-ndjson';

/** How much an inline list may hold, in bytes of JSON. */
const MAX_INLINE_BYTES = 256 * 1024;

const refuse = (field: string, problem: string): InvalidInputError =>
  new InvalidInputError([{ field, problem }]);

/** Stores a list that came with the batch, one item a line. */
async function storeInline(requests: readonly unknown[], key: string, storage: Storage): Promise<string> {
  const lines = requests.map((item) => `${JSON.stringify(item)}\n`);
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  if (bytes > MAX_INLINE_BYTES)
    throw refuse(
      'requests',
      `are ${Math.ceil(bytes / 1024)} KiB, and at most ${MAX_INLINE_BYTES / 1024} may be inline; store the list, one item a line, and give requests_url`,
    );
  await storage.saveStream(key, Readable.from(lines), { mediaType: LINES });
  return key;
}

const toStoredKey = (url: string, storage: Storage): string => {
  const key = storage.toKey(url);
  if (key !== null) return key;
  throw refuse(
    'requests_url',
    `is not in the store of this system, whose URLs begin with ${storage.toUrl('')}`,
  );
};

/** A list that lies with another job or batch is copied: its own files may be removed while this batch needs it. */
async function keepList(key: string, ownKey: string, storage: Storage): Promise<string> {
  if (path.posix.dirname(key) === path.posix.dirname(ownKey)) return key;
  const body = await storage.readStream(key);
  // Done before, and then the list was removed where it came from: the copy is there, or else nobody has it.
  if (body === null) return ownKey;
  await storage.saveStream(ownKey, body, { mediaType: LINES });
  return ownKey;
}

async function countItems(key: string, storage: Storage): Promise<number> {
  const { total } = await openItemList(storage, key);
  if (total === 0) throw refuse('requests', 'is empty; a batch has at least 1 item');
  if (total > MAX_BATCH_ITEMS)
    throw refuse('requests', `has ${total} items, and a batch may have ${MAX_BATCH_ITEMS}`);
  return total;
}

/**
 * Checks a batch, stores the list of its requests where it came with them, and begins its results. Doing it again
 * changes nothing.
 * @throws InvalidInputError naming every bad field; bad items are a matter of their own
 */
export async function openBatch(
  { workflow_id: id, input, started_at }: OpenBatchRequest,
  { storage, logger }: { storage: Storage; logger: Logger },
): Promise<OpenedBatch> {
  if (!isIdentifier(id))
    throw refuse('the workflow id', 'may only contain letters, digits and . _ : @ -, at most 128 of them');
  const { requests, requests_url: url, ...rest } = parseWith(batchStartSchema, input);
  const settings: BatchSettings = { ...rest, batch_id: id };
  const keys = toBatchKeys(id);
  const list_key =
    url === undefined
      ? await storeInline(requests ?? [], keys.requests, storage)
      : await keepList(toStoredKey(url, storage), keys.requests, storage);
  const total = await countItems(list_key, storage);
  await storage.openLines(keys.results);
  const progress: Progress = createProgress(new Date(started_at));
  await saveBatchState(storage, { batch_id: id, settings, total, progress });
  logger.info({ workflow_id: id, user_id: settings.user_id, total }, 'batch_starting');
  return { settings, total, list_key, results_url: storage.toUrl(keys.results) };
}
