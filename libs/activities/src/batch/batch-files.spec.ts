import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { toBatchKeys, type BatchLine } from '@genvideo/models';
import { createDiskStorage } from '../storage/create-disk-storage';
import type { Storage } from '../storage/storage-port';
import { finishBatch, type FinishBatchRequest } from './finish-batch';
import { openItemList } from './item-list';
import { retryFailed } from './retry-failed';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const keys = toBatchKeys('b1');

let folder: string;
let storage: Storage;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'genvideo-batch-files-'));
  storage = createDiskStorage({ root: folder, baseUrl: 'http://assets.test' });
});
afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const toLine = (index: number, status: BatchLine['status'], attempt = 1): string =>
  JSON.stringify({
    index,
    workflow_id: `b1:${index}`,
    type: 'image',
    status,
    attempt,
    result: null,
    error: null,
  });
const write = async (...lines: string[]): Promise<void> =>
  (await storage.openLines(keys.results)).append(lines);
const readIndexes = async (): Promise<string[]> => {
  const body = await storage.readStream(keys.results);
  const lines = (body === null ? '' : await text(body)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { index, status, attempt } = JSON.parse(line) as BatchLine;
    return `${index} ${status} ${attempt}`;
  });
};
const retry = (generation: number) =>
  retryFailed({ batch_id: 'b1', total: 5, generation }, { storage, logger });
const finish = () =>
  finishBatch(
    {
      batch_id: 'b1',
      settings: {} as FinishBatchRequest['settings'],
      total: 5,
      started_at: '2026-01-01T12:00:00.000Z',
      end: { status: 'completed', message: 'done' },
      progress: {} as FinishBatchRequest['progress'],
    },
    { storage, logger, tell: () => Promise.resolve() },
  );

describe('retryFailed', () => {
  it('takes the lines of failed items out, and leaves the others', async () => {
    await write(toLine(0, 'completed'), toLine(1, 'failed'), toLine(2, 'cancelled'), toLine(3, 'failed'));
    await expect(retry(1)).resolves.toEqual({ retried: 2, completed: 1, cancelled: 1 });
    await expect(readIndexes()).resolves.toEqual(['0 completed 1', '2 cancelled 1']);
  });

  it('changes nothing when it is done again under the same number', async () => {
    await write(toLine(0, 'failed'));
    await retry(1);
    await write(toLine(0, 'failed', 2));
    await expect(retry(1)).resolves.toMatchObject({ retried: 1 });
    await expect(readIndexes()).resolves.toEqual(['0 failed 2']);
    await expect(retry(2)).resolves.toMatchObject({ retried: 1 });
    await expect(readIndexes()).resolves.toEqual([]);
  });
});

describe('finishBatch', () => {
  it('leaves one line for each item, whatever a worker thought dead has written', async () => {
    await write(toLine(0, 'failed'), toLine(1, 'completed'));
    await retry(1);
    await write(toLine(0, 'completed', 2), toLine(1, 'completed'), toLine(0, 'failed'), 'no line of ours');
    await expect(finish()).resolves.toMatchObject({
      batch_id: 'b1',
      completed: 2,
      failed: 0,
      results_url: 'http://assets.test/b1/results.jsonl',
    });
    await expect(readIndexes()).resolves.toEqual(['0 completed 2', '1 completed 1']);
  });
});

describe('openItemList', () => {
  it('reads any item of a long list', async () => {
    const lines = Array.from(
      { length: 1_234 },
      (_each, index) => `{"item":"${'ü'.repeat(index % 7)} ${index}"}\n`,
    );
    await storage.saveStream('b1/list.jsonl', Readable.from(lines), { mediaType: 'text/plain' });
    const list = await openItemList(storage, 'b1/list.jsonl');
    expect(list.total).toBe(1_234);
    for (const index of [0, 99, 100, 101, 777, 1_233])
      await expect(list.readLine(index)).resolves.toBe(lines[index]?.trim());
    await expect(list.readLine(1_234)).rejects.toMatchObject({ type: 'StorageUnavailable' });
  });

  it('says so when the list is gone', async () => {
    await expect(openItemList(storage, 'b1/none.jsonl')).rejects.toThrow(/not in the store any more/);
  });
});
