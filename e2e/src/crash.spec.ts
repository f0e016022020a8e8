import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { eventually, loadTestEnvironment, type MockFaults } from '@genvideo/testing';
import { freePort, startOwnEngine } from '@genvideo/testing/own-engine';
import { openJobStack, type JobStack } from '../test/job-stack';

interface KillPoint {
  when: string;
  faults: MockFaults;
  /** Resolves when the job has come to the point. */
  reached: (stack: JobStack, handle: WorkflowHandle) => Promise<unknown>;
}

const untilStep = async (handle: WorkflowHandle, step: string): Promise<boolean> => {
  const { searchAttributes } = await handle.describe();
  return (searchAttributes['CustomTag'] as string[] | undefined)?.includes(`step:${step}`) ?? false;
};

const untilActivityRuns = async (handle: WorkflowHandle, type: string): Promise<boolean> => {
  const { raw } = await handle.describe();
  return (raw.pendingActivities ?? []).some(
    (activity) => activity.activityType?.name === type && activity.lastStartedTime,
  );
};

const untilWatched = async (handle: WorkflowHandle): Promise<boolean> => {
  const { raw } = await handle.describe();
  const payload = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads?.[0]?.data;
  return payload ? Buffer.from(payload).toString().includes('"made"') : false;
};

const KILL_POINTS: KillPoint[] = [
  {
    when: 'before the provider has the submission',
    faults: { image: { submit_delay_before_accept_ms: 4_000 } },
    reached: (_stack, handle) =>
      eventually(() => untilActivityRuns(handle, 'makeImage'), { what: 'the submission' }),
  },
  {
    when: 'between the submission and its record',
    faults: { image: { submit_delay_after_accept_ms: 4_000 } },
    reached: (stack) =>
      eventually(async () => (await stack.mock.stats('image')).submissions === 1, { what: 'the submission' }),
  },
  {
    when: 'while it watches the picture',
    faults: { image: { slow_progress: 10 } },
    reached: (_stack, handle) => eventually(() => untilWatched(handle), { what: 'the watch' }),
  },
  {
    when: 'while it watches the video',
    faults: { video: { slow_progress: 10 } },
    reached: (stack, handle) =>
      eventually(async () => (await stack.mock.stats('video')).submissions === 1 && untilWatched(handle), {
        what: 'the watch',
      }),
  },
  {
    when: 'while it stores the files',
    faults: { download_delay_ms: 4_000 },
    reached: (_stack, handle) => eventually(() => untilStep(handle, 'processing'), { what: 'the storing' }),
  },
];

describe('a job', () => {
  let stack: JobStack;
  beforeAll(async () => {
    stack = await openJobStack({ address: loadTestEnvironment().address });
  });
  afterAll(() => stack.close());

  it.each(KILL_POINTS)(
    'survives that its worker is killed $when, and is paid for once',
    async ({ faults, reached }) => {
      await stack.mock.reset(faults);
      const doomed = await stack.startWorker();
      const handle = await stack.start();
      await reached(stack, handle);
      doomed.kill('SIGKILL');
      await doomed.exited;
      await stack.mock.setFaults({
        submit_delay_before_accept_ms: 0,
        submit_delay_after_accept_ms: 0,
        download_delay_ms: 0,
        image: {},
        video: {},
      });
      const successor = await stack.startWorker();
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
      await expect(stack.mock.stats('image')).resolves.toMatchObject({ submissions: 1 });
      await expect(stack.mock.stats('video')).resolves.toMatchObject({ submissions: 1 });
      await expect(stack.readState(handle.workflowId)).resolves.toMatchObject({
        progress: { step: 'completed' },
      });
      await successor.stop();
      await expect(stack.listFiles('temp')).resolves.toEqual([]);
    },
  );

  it('moves to another worker when its own is stopped in good order, and is paid for once', async () => {
    await stack.mock.reset({ slow_progress: 10 });
    const leaving = await stack.startWorker();
    const handle = await stack.start();
    await eventually(() => untilWatched(handle), { what: 'the watch' });
    leaving.kill('SIGTERM');
    await expect(leaving.exited).resolves.toEqual({ exitCode: 0, signal: null });
    const successor = await stack.startWorker();
    await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
    await expect(stack.mock.stats('image')).resolves.toMatchObject({ submissions: 1, cancelled: 0 });
    await successor.stop();
  });
});

describe('the engine', () => {
  it('may be killed and restarted in the middle of a job, which completes and is paid for once', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-engine-'));
    const port = await freePort();
    const start = () => startOwnEngine({ dbFile: path.join(folder, 'engine.db'), port });
    let engine = await start();
    const stack = await openJobStack({ address: engine.address, mock: { imageSeconds: 3, videoSeconds: 1 } });
    try {
      const worker = await stack.startWorker();
      const handle = await stack.start();
      await eventually(() => untilWatched(handle), { what: 'the watch' });
      process.kill(engine.pid, 'SIGKILL');
      await engine.ended;
      engine = await start();
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
      await expect(stack.mock.stats('image')).resolves.toMatchObject({ submissions: 1 });
      await worker.stop();
    } finally {
      await stack.close();
      await engine.stop();
      await rm(folder, { recursive: true });
    }
  });
});
