import { startOwnEngine, type DevServer } from '@genvideo/testing/own-engine';
import { BATCH } from '@genvideo/models';
import { images, openBatchLab } from '../../test/batch-lab';
import { openJobLab, type JobLab } from '../../test/job-lab';

const ITEMS = 40;
const CHANGES = 12;

describe('a batch that is changed again and again', () => {
  let engine: DevServer;
  let lab: JobLab;
  beforeAll(async () => {
    // It finds histories long very soon.
    engine = await startOwnEngine({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 60 } });
    lab = await openJobLab({ capacity: 10, address: engine.address });
  });
  afterAll(async () => {
    await lab.close();
    await engine.stop();
  });

  it('continues as new, and loses neither an item nor what was set', async () => {
    // So that items are left when the last change is made.
    await lab.mock.setFaults({ slow_progress: 20 });
    const batches = openBatchLab(lab);
    await lab.work(async () => {
      const batch = await batches.start({ max_concurrent: 2, requests: images(ITEMS) });
      const { runId: firstRun } = await batch.describe();
      for (let change = 1; change <= CHANGES; change += 1) {
        await batches.update(batch, change % 2 === 1 ? BATCH.update.pause : BATCH.update.resume);
        await batches.update(batch, BATCH.update.setMaxConcurrent, change % 5 === 0 ? 3 : 4);
      }
      const { runId } = await batch.describe();
      expect(runId).not.toBe(firstRun);
      await lab.mock.setFaults({ slow_progress: 1 });
      await expect(batch.result()).resolves.toMatchObject({ total: ITEMS, completed: ITEMS });
      const lines = await batches.readLines(batch);
      expect(new Set(lines.map(({ index }) => index)).size).toBe(ITEMS);
      expect(lines).toHaveLength(ITEMS);
      expect(await lab.countEvents(batch)).toBeLessThan(300);
    });
    const { submissions, max_in_flight_all } = await lab.mock.stats('image');
    expect(submissions).toBe(ITEMS);
    expect(max_in_flight_all).toBeLessThanOrEqual(4);
  });
});
