import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import { toJobFolder, type BatchItem, type BatchSettings } from '@genvideo/models';
import { startBatch, type StartedJob } from '@genvideo/progress-client/direct';
import { createBatchDigest } from './batch-digest';

export interface StoreBatchOptions {
  client: Client;
  storage: Storage;
  /** TEMPORAL_TASK_QUEUE. */
  taskQueue: string;
}

/** A batch that has been checked, but for its items, which are while they are stored. */
export interface CheckedBatch {
  settings: BatchSettings & { batch_id: string };
  items: AsyncIterable<BatchItem>;
}

/**
 * Stores the list of a batch, one item a line and never whole in memory, and starts the batch with it. Where the batch
 * is there already, the list is taken away again.
 * @throws what the items throw; ConflictError, StorageUnavailable, EngineUnavailableError
 */
export async function storeBatch(
  { settings, items }: CheckedBatch,
  { client, storage, taskQueue }: StoreBatchOptions,
): Promise<StartedJob> {
  const digest = createBatchDigest(settings);
  // Nobody else writes there: a batch of the same id that runs keeps its own list.
  const key = `${toJobFolder(settings.batch_id)}/requests-${randomUUID()}.jsonl`;
  const toLines = async function* (): AsyncGenerator<string> {
    for await (const item of items) {
      digest.add(item);
      yield `${JSON.stringify(item)}\n`;
    }
  };
  const requests_url = await storage.saveStream(key, Readable.from(toLines()), {
    mediaType: 'application/x-ndjson',
  });
  const batch = { ...settings, requests_url, requests_digest: digest.toString() };
  let keep = true;
  try {
    const started = await startBatch({ client, taskQueue }, batch);
    keep = started.created;
    return started;
  } catch (error) {
    // Of an engine that did not answer nobody knows whether it has started the batch.
    keep = !(error instanceof Error && error.name === 'ConflictError');
    throw error;
  } finally {
    if (!keep) await storage.remove([key]);
  }
}
