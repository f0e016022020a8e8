import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { JobResult } from '@genvideo/models';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startApp,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type MockServices,
  type RunningProcess,
} from '@genvideo/testing';

const JOBS = 8;

describe('a worker near its memory limit', () => {
  const { address } = loadTestEnvironment();
  const taskQueue = uniqueQueue('memory');
  const resources = createResourceStack();
  let folder: string;
  let mocks: MockServices;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'genvideo-memory-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    mocks = resources.add(await startMockServices({ imageSeconds: 2, videoSeconds: 35 }));
    client = new Client({ connection: resources.add(await Connection.connect({ address })) });
  });
  afterAll(() => resources.end());

  const startWorker = async (env: Record<string, string> = {}): Promise<RunningProcess> =>
    resources.add(
      await startApp({
        app: 'worker',
        readyWhen: '"worker_ready"',
        env: {
          TEMPORAL_HOST: address,
          TEMPORAL_TASK_QUEUE: taskQueue,
          IMAGE_API_BASE_URL: mocks.imageUrl,
          VIDEO_API_BASE_URL: mocks.videoUrl,
          RESULTS_DIR: path.join(folder, 'results'),
          TEMP_DIR: path.join(folder, 'temp'),
          MAX_CONCURRENT_JOBS: String(JOBS),
          METRICS_PORT: '0',
          ...env,
        },
      }),
    );

  it('leaves with status 75, and its jobs complete with its successor, each paid for once', async () => {
    // Less than it has when it begins: every look finds it over its limit.
    const worker = await startWorker({ WORKER_MEMORY_LIMIT_MIB: '64' });
    const results = Array.from({ length: JOBS }, () =>
      client.workflow.execute('GenVideoWorkflow', {
        workflowId: uniqueId('memory'),
        taskQueue,
        args: [{ prompt: 'a red kite', user_id: 'ada', width: 64, height: 64, duration: 1 }],
      }),
    );
    await eventually(async () => (await mocks.stats('image')).submissions === JOBS, {
      what: 'all jobs to be under way',
      timeoutMs: 25_000,
    });
    await expect(worker.exited).resolves.toEqual({ exitCode: 75, signal: null });
    const events = worker.stdout.map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toContain('memory_near_limit');
    expect(events.at(-1)).toBe('worker_stopped');
    await startWorker();
    for (const result of (await Promise.all(results)) as JobResult[])
      expect(result).toMatchObject({ status: 'completed', submissions: 2 });
    await expect(mocks.stats('image')).resolves.toMatchObject({ submissions: JOBS });
    await expect(mocks.stats('video')).resolves.toMatchObject({ submissions: JOBS });
  }, 150_000);
});
