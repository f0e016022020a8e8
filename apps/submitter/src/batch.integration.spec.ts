import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  attachEngine,
  createResourceStack,
  startApp,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type AttachedEngine,
  type MockServices,
  type ProcessEnd,
} from '@genvideo/testing';

interface BatchEvent {
  event: string;
  workflow_id?: string;
  status?: string;
  message?: string;
  created?: boolean;
  completed?: number;
}

const resources = createResourceStack();
let engine: AttachedEngine;
let folder: string;

beforeAll(async () => {
  engine = await attachEngine();
  resources.add(engine);
  folder = await mkdtemp(path.join(os.tmpdir(), 'submitter-batch-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
});
afterAll(() => resources.end());

const writeJobs = async (...jobs: object[]): Promise<string> => {
  const file = path.join(folder, `${uniqueId('jobs')}.jsonl`);
  await writeFile(file, jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  return file;
};

const start = (taskQueue: string, args: readonly string[]) =>
  startApp({
    app: 'submitter',
    args: ['batch', ...args],
    env: {
      TEMPORAL_HOST: engine.address,
      TEMPORAL_TASK_QUEUE: taskQueue,
      RESULTS_DIR: path.join(folder, 'results'),
    },
  });

interface Ended extends ProcessEnd {
  lines: readonly string[];
  errors: string;
}

const run = async (taskQueue: string, ...args: string[]): Promise<Ended> => {
  const submitter = await start(taskQueue, args);
  resources.add(submitter);
  const end = await submitter.exited;
  return { ...end, lines: submitter.stdout, errors: submitter.stderr.join('\n') };
};

const parseEvents = ({ lines }: Ended): BatchEvent[] => lines.map((line) => JSON.parse(line) as BatchEvent);

describe('submitter batch, without a worker', () => {
  const taskQueue = uniqueQueue('batch-nobody');

  it('says once that nobody works on the jobs, and leaves them running when it is stopped', async () => {
    const file = await writeJobs({ prompt: uniqueId('A cat') }, { prompt: 'A dog' });
    const submitter = await start(taskQueue, [file, '--json']);
    resources.add(submitter);
    await submitter.waitForLine(/waiting for a worker.*npx nx serve worker/);
    submitter.kill('SIGINT');
    await expect(submitter.exited).resolves.toMatchObject({ exitCode: 130 });
    const events = submitter.stdout.map((line) => JSON.parse(line) as BatchEvent);
    expect(events.filter(({ message }) => message?.includes('waiting for a worker'))).toHaveLength(1);
    expect(events.at(-1)?.message).toContain(`batch ${file} --json`);
    for (const { workflow_id: id } of events.filter(({ event }) => event === 'submitted')) {
      const { status } = await engine.client.workflow.getHandle(id ?? '').describe();
      expect(status.name).toBe('RUNNING');
    }
  });

  it('refuses the line whose id is used for another input, and submits the others', async () => {
    const batchId = uniqueId('b');
    const options = ['--batch-id', batchId, '--json', '--detach'];
    await run(taskQueue, await writeJobs({ prompt: 'A cat' }, { prompt: 'A dog' }), ...options);
    const second = await run(
      taskQueue,
      await writeJobs({ prompt: 'A cow' }, { prompt: 'A dog' }),
      ...options,
    );
    expect(second.exitCode).toBe(1);
    expect(parseEvents(second)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ workflow_id: `${batchId}-0001`, status: 'refused' }),
        expect.objectContaining({ workflow_id: `${batchId}-0002`, created: false }),
      ]),
    );
  });

  it('ends with 2 and a clear line for what it cannot use', async () => {
    const missing = await run(taskQueue, path.join(folder, 'missing.csv'));
    expect(missing).toMatchObject({
      exitCode: 2,
      lines: [],
      errors: expect.stringContaining('does not exist'),
    });
    const none = await run(taskQueue);
    expect(none).toMatchObject({ exitCode: 2, errors: expect.stringContaining('Name a file of prompts') });
  });
});

describe('submitter batch, with the real worker', () => {
  const taskQueue = uniqueQueue('batch');
  const small = { duration: 1, width: 64, height: 64, user_id: 'ada' };
  let mocks: MockServices;

  beforeAll(async () => {
    mocks = resources.add(await startMockServices());
    const worker = await startApp({
      app: 'worker',
      env: {
        TEMPORAL_HOST: engine.address,
        TEMPORAL_TASK_QUEUE: taskQueue,
        IMAGE_API_BASE_URL: mocks.imageUrl,
        VIDEO_API_BASE_URL: mocks.videoUrl,
        RESULTS_DIR: path.join(folder, 'results'),
        TEMP_DIR: path.join(folder, 'temp'),
        CALLBACK_SECRET: 'secret',
        MAX_CONCURRENT_JOBS: '4',
        METRICS_PORT: '0',
        USE_JSON_LOGGING: 'true',
      },
      readyWhen: /worker_ready/,
    });
    resources.add(worker);
  });

  it('submits a file, names the files made, and follows instead of submitting again', async () => {
    const file = await writeJobs(
      { ...small, prompt: uniqueId('A cat') },
      { ...small, prompt: 'A dog', job_type: 'image' },
    );
    const first = await run(taskQueue, file, '--count', '3');
    expect(first).toMatchObject({ exitCode: 0, errors: '' });
    const text = first.lines.join('\n');
    expect(text).toMatch(/│ batch-[0-9a-f]{12}-0001 +│ completed │/);
    expect(text).toMatch(/results\/batch-[0-9a-f]{12}-0001-r2\/video\.mp4 +http:/);
    expect(text).toContain('3 of 3 jobs completed.');

    const { submissions } = await mocks.stats('image');
    const second = await run(taskQueue, file, '--count', '3');
    expect(second.exitCode).toBe(0);
    expect(second.lines).toContain('3 of 3 jobs were already there.');
    expect((await mocks.stats('image')).submissions).toBe(submissions);
  });

  it('goes on past bad lines, names them, and does not end with 0', async () => {
    const file = await writeJobs(
      { ...small, prompt: uniqueId('A cat'), job_type: 'image' },
      { ...small, prompt: '' },
    );
    const ended = await run(taskQueue, file, '--json');
    expect(ended.exitCode).toBe(1);
    const events = parseEvents(ended);
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'bad_line', line: 2, problem: 'prompt is empty' }),
    );
    expect(events.at(-1)).toMatchObject({ event: 'summary', total: 1, completed: 1, bad_lines: 1 });
  });

  it('does not pay again for the good lines when the bad one is put right', async () => {
    const good = { ...small, prompt: uniqueId('A cat'), job_type: 'image' };
    const first = await run(taskQueue, await writeJobs(good, { ...small, prompt: '' }), '--json');
    const { submissions } = await mocks.stats('image');
    const advice = parseEvents(first).find(({ message }) => message?.includes('paid twice'))?.message;
    const batchId = /--batch-id (batch-\S+)$/.exec(advice ?? '')?.[1];

    const mended = await writeJobs(good, { ...good, prompt: 'A dog' });
    const second = await run(taskQueue, mended, '--json', '--batch-id', String(batchId));
    expect(second.exitCode).toBe(0);
    expect(parseEvents(second)).toContainEqual(
      expect.objectContaining({ workflow_id: `${batchId}-0001`, created: false }),
    );
    expect((await mocks.stats('image')).submissions).toBe(submissions + 1);
  });
});
