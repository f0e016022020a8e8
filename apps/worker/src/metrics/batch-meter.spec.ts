import { Registry } from 'prom-client';
import { createBatchMeter } from './batch-meter';

const readLines = async (registry: Registry): Promise<string[]> => (await registry.metrics()).split('\n');

describe('createBatchMeter', () => {
  it('shows how the items of all batches stand that are worked on, and how batches and items ended', async () => {
    const registry = new Registry();
    const meter = createBatchMeter(registry);
    const counts = { total: 10, completed: 3, failed: 1, cancelled: 0, running: 2 };
    const closeFirst = meter.opened(() => counts);
    meter.opened(() => ({ ...counts, running: 5 }));
    meter.submitted();
    meter.itemEnded('failed');
    expect(await readLines(registry)).toEqual(
      expect.arrayContaining([
        'genvideo_batches_running 2',
        'genvideo_batch_items{state="waiting"} 5',
        'genvideo_batch_items{state="running"} 7',
        'genvideo_batches_submitted_total 1',
        'genvideo_batch_items_finished_total{outcome="failed"} 1',
        'genvideo_batch_items_finished_total{outcome="completed"} 0',
      ]),
    );
    closeFirst();
    meter.ended('cancelled');
    expect(await readLines(registry)).toEqual(
      expect.arrayContaining([
        'genvideo_batches_running 1',
        'genvideo_batch_items{state="running"} 5',
        'genvideo_batches_finished_total{outcome="cancelled"} 1',
      ]),
    );
  });
});
