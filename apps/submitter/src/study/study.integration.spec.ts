import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LIMITER, toLimiterId, type LimiterSnapshot } from '@genvideo/models';
import {
  attachEngine,
  createResourceStack,
  eventually,
  startApp,
  startMockServices,
  uniqueQueue,
  type AttachedEngine,
  type MockServices,
} from '@genvideo/testing';
import { studyReportSchema } from './study-report';

const resources = createResourceStack();
const taskQueue = uniqueQueue('study');
let engine: AttachedEngine;
let mocks: MockServices;
let folder: string;

const toEnvironment = () => ({
  TEMPORAL_HOST: engine.address,
  TEMPORAL_TASK_QUEUE: taskQueue,
  IMAGE_API_BASE_URL: mocks.imageUrl,
  VIDEO_API_BASE_URL: mocks.videoUrl,
  RESULTS_DIR: path.join(folder, 'results'),
  TEMP_DIR: path.join(folder, 'temp'),
});

beforeAll(async () => {
  engine = resources.add(await attachEngine());
  mocks = resources.add(await startMockServices());
  folder = await mkdtemp(path.join(os.tmpdir(), 'submitter-study-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const env = { ...toEnvironment(), MAX_CONCURRENT_JOBS: '7', METRICS_PORT: '0', USE_JSON_LOGGING: 'true' };
  resources.add(await startApp({ app: 'worker', env, readyWhen: /worker_ready/ }));
});
afterAll(() => resources.end());

const start = async (args: readonly string[], env = {}) =>
  resources.add(
    await startApp({ app: 'submitter', args: ['study', ...args], env: { ...toEnvironment(), ...env } }),
  );

const readLimiter = (): Promise<LimiterSnapshot> =>
  engine.client.workflow.getHandle(toLimiterId(taskQueue)).query(LIMITER.query.snapshot);

const SHORT = ['--image-seconds', '0.1', '--video-seconds', '0.2', '--limit', '2'];

describe('submitter study', () => {
  it('measures batches under its own limit and puts back what it changed', async () => {
    const out = path.join(folder, 'report');
    const study = await start([
      '--batches',
      '1,5',
      ...SHORT,
      '--faults',
      '{"image":{"fail_first":1}}',
      '--out',
      out,
    ]);
    await expect(study.exited).resolves.toMatchObject({ exitCode: 0 });
    expect(study.stdout.filter((line) => line.startsWith('✓'))).toHaveLength(2);

    const report = studyReportSchema.parse(JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')));
    expect(report.verdicts.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(report.batches.map(({ size, tries, retries }) => [size, tries, retries])).toEqual([
      [1, 3, 1],
      [5, 11, 1],
    ]);
    const [, five] = report.batches;
    expect(five).toMatchObject({ success_rate: 1, limit: 2, highest: { engine: 2, provider: 2 } });
    expect(await readFile(path.join(out, 'report.html'), 'utf8')).toContain('All 4 invariants hold');

    expect(await readLimiter()).toMatchObject({ capacity: 7, held: 0, waiting: 0 });
  });

  it('cancels its jobs and puts the limit back when it is stopped', async () => {
    const study = await start([
      '--batches',
      '20',
      '--image-seconds',
      '30',
      '--video-seconds',
      '30',
      '--limit',
      '2',
    ]);
    await eventually(async () => (await readLimiter()).held === 2, { what: 'the study to fill its limit' });
    expect((await readLimiter()).capacity).toBe(2);
    study.kill('SIGINT');
    await expect(study.exited).resolves.toMatchObject({ exitCode: 130 });
    expect(study.stdout).toContain('The limit is 7 again.');
    await eventually(async () => (await mocks.stats('image')).in_flight === 0, {
      what: 'the tasks to be cancelled',
    });
    await eventually(
      async () => {
        const { capacity, held, waiting } = await readLimiter();
        return capacity === 7 && held + waiting === 0;
      },
      { what: 'the pool to be idle', timeoutMs: 30_000 },
    );
  });

  it('refuses what it cannot do, before it changes anything', async () => {
    const unpaid = await start([], { IMAGE_API_BASE_URL: 'http://127.0.0.1:1' });
    await expect(unpaid.exited).resolves.toMatchObject({ exitCode: 2 });
    expect(unpaid.stderr.join('\n')).toMatch(/pays for 186 jobs: say --paid/);
    const unknown = await start(['--batches', '1', ...SHORT, '--faults', '{"no_such_fault":1}']);
    await expect(unknown.exited).resolves.toMatchObject({ exitCode: 2 });
    expect(unknown.stderr.join('\n')).toMatch(/no_such_fault/);
    expect(await readLimiter()).toMatchObject({ capacity: 7 });
  });
});
