import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { toBatchKeys, type BatchLine } from '@genvideo/models';
import { SILENT_LOGGER } from '@genvideo/testing';
import { createDiskStorage } from '../storage/create-disk-storage';
import type { Storage } from '../storage/storage-port';
import { finishBatch, type FinishBatchRequest } from './finish-batch';
import { openItemList } from './item-list';
import { openBatch } from './open-batch';
import { retryFailed } from './retry-failed';

const logger = SILENT_LOGGER;
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

describe('openBatch', () => {
  const LIST = 'other/requests.jsonl';
  const open = () =>
    openBatch(
      {
        workflow_id: 'b1',
        input: { requests_url: storage.toUrl(LIST) },
        started_at: '2026-01-01T12:00:00.000Z',
      },
      { storage, logger },
    );

  it('keeps a list that lies with another batch, whose files may go before this one has ended', async () => {
    await storage.saveStream(LIST, Readable.from(['{"n":1}\n', '{"n":2}\n']), { mediaType: 'text/plain' });
    const opened = await open();
    await storage.remove([LIST]);
    await expect(open()).resolves.toEqual(opened);
    const list = await openItemList(storage, opened.list_key);
    await expect(list.readLine(1)).resolves.toBe('{"n":2}');
  });

  it.each([
    [100_001, /has 100001 items, and a batch may have 100000/],
    [0, /is empty/],
  ])('refuses a stored list of %d items', async (items, words) => {
    await storage.saveStream(LIST, Readable.from(['{}\n'.repeat(items)]), { mediaType: 'text/plain' });
    await expect(open()).rejects.toThrow(words);
  });

  it('leaves a list where it is that was stored for this batch', async () => {
    const key = 'b1/requests-1.jsonl';
    await storage.saveStream(key, Readable.from(['{"n":1}\n']), { mediaType: 'text/plain' });
    const input = { requests_url: storage.toUrl(key) };
    const started_at = '2026-01-01T12:00:00.000Z';
    const opened = await openBatch({ workflow_id: 'b1', input, started_at }, { storage, logger });
    expect(opened.list_key).toBe(key);
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
    await expect(list.readLine(1_234)).rejects.toMatchObject({ type: 'ListMissing' });
  });

  it('says what to do when the list is not there', async () => {
    await expect(openItemList(storage, 'b1/none.jsonl')).rejects.toMatchObject({
      type: 'ListMissing',
      message: expect.stringMatching(/b1\/none\.jsonl is not in the store .* same RESULTS_DIR/),
    });
  });
});
