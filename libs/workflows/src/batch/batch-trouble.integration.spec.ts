import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { createDiskStorage, GenerationError, type Storage } from '@genvideo/activities';
import { BATCH, type BatchPulse } from '@genvideo/models';
import { eventually, uniqueId } from '@genvideo/testing';
import { image, images, openBatchLab, type BatchLab } from '../../test/batch-lab';
import { openJobLab, readFailure, type JobLab } from '../../test/job-lab';

const BASE_URL = 'http://assets.test';

let lab: JobLab;
let batches: BatchLab;
let elsewhere: string;
beforeAll(async () => {
  lab = await openJobLab({ capacity: 10 });
  batches = openBatchLab(lab);
  elsewhere = await mkdtemp(path.join(tmpdir(), 'genvideo-elsewhere-'));
});
afterAll(async () => {
  await rm(elsewhere, { recursive: true });
  await lab.close();
});
beforeEach(() => lab.mock.reset());

/** Stores a list as the API does, and gives its URL. */
async function storeList(batchId: string, requests: readonly object[]): Promise<string> {
  const folder = lab.toFolder(batchId);
  await mkdir(folder, { recursive: true });
  const lines = requests.map((item) => `${JSON.stringify(item)}\n`);
  await writeFile(path.join(folder, 'requests-1.jsonl'), lines.join(''));
  return `${BASE_URL}/${batchId}/requests-1.jsonl`;
}

const toStorage = (root: string): Storage => createDiskStorage({ root, baseUrl: BASE_URL });

/** Why the batch's work is tried again; null while it is not. */
async function readTrouble(batch: WorkflowHandle): Promise<string | null> {
  const { raw } = await batch.describe();
  return raw.pendingActivities?.[0]?.lastFailure?.message ?? null;
}

describe('a batch whose list a worker does not find', () => {
  it('fails after a while, and says what to do', async () => {
    const id = uniqueId('lost');
    const batch = await batches.start({ requests_url: await storeList(id, images(2)) }, id);
    const failure = await lab.work(() => readFailure(batch), {
      storage: toStorage(elsewhere),
      listPatienceMs: 1_500,
    });
    expect(failure).toMatchObject({
      type: 'ListMissing',
      message: expect.stringMatching(/not in the store of this worker.* same RESULTS_DIR/),
    });
  });

  it('goes on with a worker that has it', async () => {
    const id = uniqueId('found');
    const batch = await batches.start({ requests_url: await storeList(id, images(2)) }, id);
    await lab.work(
      () => eventually(() => readTrouble(batch), { what: 'the worker to look in vain', timeoutMs: 20_000 }),
      { storage: toStorage(elsewhere) },
    );
    await lab.work(() => batch.result());
    await expect(batch.result()).resolves.toMatchObject({ completed: 2 });
  });

  it('closes its record when the list goes while it runs', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    const id = uniqueId('gone');
    const batch = await batches.start({ max_concurrent: 1, requests: images(3) }, id);
    const failure = await lab.work(
      async () => {
        await eventually(async () => (await lab.mock.stats('image')).in_flight === 1, { what: 'an item' });
        await rm(path.join(lab.toFolder(id), 'requests.jsonl'));
        await batches.update(batch, BATCH.update.setMaxConcurrent, 2);
        return readFailure(batch);
      },
      { listPatienceMs: 500 },
    );
    expect(failure).toMatchObject({
      type: 'ListMissing',
      result: { batch_id: id, total: 3, completed: 0, cancelled: 3 },
    });
    await expect(lab.readState(id)).resolves.toMatchObject({
      progress: { status: 'failed', error_message: expect.stringContaining('requests.jsonl') },
    });
    await lab.engine.client.workflow.getHandle(`${id}:0`).cancel();
  });
});

describe('a batch whose results cannot be written for a while', () => {
  /** A store whose results log is full until somebody frees some space. */
  const withFullLog = (storage: Storage, isFull: () => boolean): Storage => ({
    ...storage,
    async openLines(key) {
      const log = await storage.openLines(key);
      return {
        ...log,
        append: async (lines) => {
          if (isFull()) throw new GenerationError('StorageUnavailable', 'The disk is full');
          await log.append(lines);
        },
      };
    },
  });

  it('says why, and goes on once they can, each item made once', async () => {
    let full = true;
    const batch = await batches.start({ max_concurrent: 2, requests: images(4) });
    const storage = withFullLog(toStorage(path.dirname(lab.toFolder('any'))), () => full);
    await lab.work(
      async () => {
        await eventually(() => readTrouble(batch), { what: 'trouble', timeoutMs: 20_000 });
        await expect(readTrouble(batch)).resolves.toBe('The disk is full');
        full = false;
        await expect(batch.result()).resolves.toMatchObject({ completed: 4 });
      },
      { storage },
    );
    expect(await lab.mock.stats('image')).toMatchObject({ submissions: 4 });
    expect(await batches.readLines(batch)).toHaveLength(4);
  });

  it('can be paused between two tries: the engine then begins the next workflow task in the same breath', async () => {
    let full = true;
    const batch = await batches.start({ max_concurrent: 2, requests: images(2) });
    const storage = withFullLog(toStorage(path.dirname(lab.toFolder('any'))), () => full);
    await lab.work(
      async () => {
        await eventually(() => readTrouble(batch), { what: 'trouble', timeoutMs: 20_000 });
        await batches.update(batch, BATCH.update.pause);
        full = false;
        await batches.update(batch, BATCH.update.resume);
        await expect(batch.result()).resolves.toMatchObject({ completed: 2 });
      },
      { storage },
    );
    const { events } = await batch.fetchHistory();
    expect(events?.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
  });
});

describe('a batch whose window was narrowed', () => {
  /** What the batch's present activity has told last, and which activity that is. */
  const readPulse = async (batch: WorkflowHandle): Promise<{ activity: string; running: number | null }> => {
    const { raw } = await batch.describe();
    const [pending] = raw.pendingActivities ?? [];
    const [payload] = pending?.heartbeatDetails?.payloads ?? [];
    const details = payload && defaultPayloadConverter.fromPayload<{ batch: BatchPulse }>(payload);
    return { activity: pending?.activityId ?? '', running: details?.batch.running ?? null };
  };

  it('counts all that runs, and begins nothing before there is room', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const batch = await batches.start({ max_concurrent: 5, requests: [...images(8), image('last')] });
      await eventually(async () => (await lab.mock.stats('image')).in_flight === 5, { what: 'the window' });
      const before = await readPulse(batch);
      await batches.update(batch, BATCH.update.setMaxConcurrent, 2);
      await eventually(
        async () => {
          const { activity, running } = await readPulse(batch);
          expect({ isNew: activity !== before.activity, running }).toEqual({ isNew: true, running: 5 });
          return true;
        },
        { what: 'all five to be counted', timeoutMs: 20_000 },
      );
      const item = (index: number) => lab.engine.client.workflow.getHandle(`${batch.workflowId}:${index}`);
      for (const index of [0, 1, 2]) await item(index).cancel();
      await batches.untilEnded(batch, 3);
      expect(await lab.mock.stats('image')).toMatchObject({ submissions: 5, in_flight: 2 });
      await item(3).cancel();
      await eventually(async () => (await lab.mock.stats('image')).submissions === 6, {
        what: 'the next item',
        timeoutMs: 20_000,
      });
      expect(await lab.mock.stats('image')).toMatchObject({ in_flight: 2 });
      await batches.update(batch, BATCH.update.cancelAll);
      await expect(batch.result()).resolves.toMatchObject({ total: 9, cancelled: 9 });
    });
  });
});
