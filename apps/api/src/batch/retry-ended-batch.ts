import type { Readable } from 'node:stream';
import { readBatchItem, readRetries, readStanding, scanLines, toItemId } from '@genvideo/activities/storage';
import { toBatchKeys, type BatchItem, type BatchSettings } from '@genvideo/models';
import { batchStartSchema, MAX_BATCH_ITEMS, parseWith } from '@genvideo/models/schemas';
import { readStartedBatch, type StartedJob } from '@genvideo/progress-client/direct';
import { ProblemError } from '../problem';
import { storeBatch, type StoreBatchOptions } from './store-batch';

/** `spring`, `spring:retry-1`, `spring:retry-2`: the id that the next batch of failed items has. */
export function toRetryBatchId(batchId: string): string {
  const [, first = batchId, count = '0'] = /^(.+):retry-(\d+)$/.exec(batchId) ?? [];
  return toItemId({ batchId: '', index: 0, requestId: first, attempt: Number(count) + 2 });
}

/** What a batch that has ended was, and which of its items failed. */
interface EndedBatch {
  settings: BatchSettings;
  /** Where its list may be: its own, and the one that it was given. */
  listKeys: readonly (string | null)[];
  /** The run that each failed item was in, by its place in the list. */
  failed: ReadonlyMap<number, number>;
}

const nothingToRetry = (batchId: string): ProblemError =>
  new ProblemError('Conflict', `No item of "${batchId}" failed: there is nothing to run again.`);

async function readEnded(batchId: string, { client, storage }: StoreBatchOptions): Promise<EndedBatch> {
  const {
    requests,
    requests_url: url,
    ...settings
  } = parseWith(batchStartSchema, await readStartedBatch(client, batchId));
  const keys = toBatchKeys(batchId);
  const log = await storage.openLines(keys.results);
  const { attempts } = await readRetries(storage, batchId);
  const { heads } = await readStanding(log, { total: MAX_BATCH_ITEMS, attempts });
  const failed = [...heads.values()].filter(({ status }) => status === 'failed');
  return {
    settings,
    listKeys:
      requests === undefined && url !== undefined ? [keys.requests, storage.toKey(url)] : [keys.requests],
    failed: new Map(failed.map(({ index, attempt }) => [index, attempt])),
  };
}

async function openList(
  batchId: string,
  { listKeys }: EndedBatch,
  { storage }: StoreBatchOptions,
): Promise<Readable> {
  for (const key of listKeys) {
    const body = key === null ? null : await storage.readStream(key);
    if (body !== null) return body;
  }
  throw new ProblemError('NotFound', `The requests of "${batchId}" are not in the store any more.`);
}

/** The failed items, each under a new id of its own; what was no item then is none now. */
async function* readFailedItems(
  batchId: string,
  ended: EndedBatch,
  options: StoreBatchOptions,
): AsyncGenerator<BatchItem> {
  const { failed, settings } = ended;
  const body = await openList(batchId, ended, options);
  let index = -1;
  for await (const { text } of scanLines(body)) {
    index += 1;
    const attempt = failed.get(index);
    if (attempt === undefined) continue;
    const read = readBatchItem(text, settings.user_id);
    if (!('item' in read)) continue;
    const { item } = read;
    const id = toItemId({ batchId, index, requestId: item.request_id, attempt: attempt + 1 });
    yield { ...item, request_id: id };
  }
}

async function* atLeastOne(items: AsyncIterable<BatchItem>, batchId: string): AsyncGenerator<BatchItem> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    yield item;
  }
  if (count === 0) throw nothingToRetry(batchId);
}

/**
 * Starts a new batch of those items of one that failed. Done again it answers with the batch that is there.
 * @throws ProblemError 409 when none failed
 */
export async function retryEndedBatch(batchId: string, options: StoreBatchOptions): Promise<StartedJob> {
  const ended = await readEnded(batchId, options);
  if (ended.failed.size === 0) throw nothingToRetry(batchId);
  const settings = { ...ended.settings, batch_id: toRetryBatchId(batchId), dedupe: false };
  const items = atLeastOne(readFailedItems(batchId, ended, options), batchId);
  return storeBatch({ settings, items }, options);
}
