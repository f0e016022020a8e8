import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchLine, BatchResult } from '@genvideo/models';
import { createResourceStack, eventually, uniqueId } from '@genvideo/testing';
import { freePort, startOwnEngine, type DevServer } from '@genvideo/testing/own-engine';
import { openJobStack, type JobStack } from '../test/job-stack';

const ITEMS = 60;
const WINDOW = 6;

const requests = Array.from({ length: ITEMS }, (_each, index) => ({
  ...{ type: 'image', prompt: `picture ${index}`, user_id: 'ann', width: 64, height: 64 },
}));

describe('a batch whose worker and engine are killed', () => {
  const resources = createResourceStack();
  const batchId = uniqueId('batch');
  let stack: JobStack;
  let engine: DevServer;
  let results: string;
  let result: BatchResult;

  const readLines = async (): Promise<BatchLine[]> => {
    const text = await readFile(path.join(results, batchId, 'results.jsonl'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as BatchLine);
  };
  const untilEnded = (count: number): Promise<boolean> =>
    eventually(async () => (await readLines()).length >= count, {
      what: `${count} items to end`,
      timeoutMs: 120_000,
    });
  /** Asks again while the engine is away. */
  const awaitResult = async (): Promise<BatchResult> => {
    for (;;) {
      try {
        return (await stack.client.workflow.getHandle(batchId).result()) as BatchResult;
      } catch {
        await delay(500);
      }
    }
  };

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-batch-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    results = path.join(folder, 'results');
    const port = await freePort();
    const start = () => startOwnEngine({ dbFile: path.join(folder, 'engine.db'), port });
    engine = await start();
    resources.defer(() => engine.stop());
    stack = await openJobStack({
      address: engine.address,
      mock: { imageSeconds: 1 },
      env: { RESULTS_DIR: results },
    });
    resources.defer(() => stack.close());
    const worker = await stack.startWorker();
    const { workflow } = stack.client;
    const args = [{ max_concurrent: WINDOW, requests }];
    await workflow.start('BatchWorkflow', { taskQueue: stack.taskQueue, workflowId: batchId, args });
    await untilEnded(ITEMS / 6);
    worker.kill('SIGKILL');
    await stack.startWorker();
    await untilEnded(ITEMS / 2);
    process.kill(engine.pid, 'SIGKILL');
    await engine.ended;
    engine = await start();
    result = await awaitResult();
  }, 300_000);
  afterAll(() => resources.end());

  it('completes', () => {
    expect(result).toMatchObject({ batch_id: batchId, total: ITEMS, completed: ITEMS });
  });

  it('has one line for each item', async () => {
    const lines = await readLines();
    expect(lines).toHaveLength(ITEMS);
    expect(new Set(lines.map(({ index }) => index)).size).toBe(ITEMS);
  });

  it("made nothing twice and kept to its window, by the provider's own count", async () => {
    const { submissions, distinct_keys, max_in_flight_all } = await stack.mock.stats('image');
    expect({ submissions, distinct_keys }).toEqual({ submissions: ITEMS, distinct_keys: ITEMS });
    expect(max_in_flight_all).toBeLessThanOrEqual(WINDOW);
  });
});
