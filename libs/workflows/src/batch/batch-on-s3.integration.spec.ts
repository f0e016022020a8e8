import { text } from 'node:stream/consumers';
import { createS3Storage, type Storage } from '@genvideo/activities/storage';
import { BATCH, toBatchKeys, type BatchLine, type JobState } from '@genvideo/models';
import { eventually } from '@genvideo/testing';
import { startS3Server, type S3Server } from '@genvideo/testing/s3';
import { image, images, openBatchLab } from '../../test/batch-lab';
import { openJobLab, type JobLab } from '../../test/job-lab';

let lab: JobLab;
let s3: S3Server;
let storage: Storage;
beforeAll(async () => {
  s3 = await startS3Server();
  const { endpoint, bucket, credentials } = s3;
  storage = createS3Storage({
    ...{ endpoint, bucket, credentials },
    prefix: 'kites',
    baseUrl: 'http://assets.test',
  });
  lab = await openJobLab();
});
afterAll(async () => {
  await lab.close();
  await storage.close();
  await s3.stop();
});

const readLines = async (batchId: string): Promise<BatchLine[]> => {
  const body = await storage.readStream(toBatchKeys(batchId).results);
  const lines = body === null ? [] : (await text(body)).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as BatchLine);
};

describe('a batch whose results are on S3', () => {
  it('goes from its list to its results, over workers that come and go, a pause and a retry', async () => {
    await lab.mock.setFaults({ slow_progress: 3 });
    const batches = openBatchLab(lab);
    const requests = [image('forbidden'), ...images(6)];
    const batch = await batches.start({ max_concurrent: 2, requests });
    const id = batch.workflowId;
    const untilEnded = (count: number) =>
      eventually(async () => (await readLines(id)).length >= count, {
        what: `${count} items to end`,
        timeoutMs: 30_000,
      });
    await lab.work(() => untilEnded(2), { storage });
    await lab.work(
      async () => {
        await untilEnded(3);
        await batches.update(batch, BATCH.update.pause);
        await batches.update(batch, BATCH.update.retryFailed);
        await batches.update(batch, BATCH.update.resume);
        await expect(batch.result()).resolves.toMatchObject({ total: 7, completed: 6, failed: 1 });
      },
      { storage },
    );
    const lines = await readLines(id);
    expect(lines.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(lines.find(({ index }) => index === 0)).toMatchObject({ status: 'failed', attempt: 2 });
    const keys: string[] = [];
    for await (const { key } of storage.list()) if (key.startsWith(`${id}/`)) keys.push(key);
    expect(keys.sort()).toEqual(Object.values(toBatchKeys(id)).sort());
    const state = JSON.parse((await storage.readText(toBatchKeys(id).state)) ?? '') as JobState;
    expect(state).toMatchObject({ workflow_id: id, progress: { status: 'completed', percent: 100 } });
    expect(await lab.mock.stats('image')).toMatchObject({ submissions: 6 });
  });
});
