import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { eventually, loadTestEnvironment, type MockFaults, type RunningProcess } from '@genvideo/testing';
import { freePort, startOwnEngine } from '@genvideo/testing/own-engine';
import { openJobStack, type JobStack } from '../test/job-stack';

interface KillPoint {
  when: string;
  faults: MockFaults;
  /** Resolves when the job has come to the point. */
  reached: (stack: JobStack, handle: WorkflowHandle, worker: RunningProcess) => Promise<unknown>;
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

/** They all start at once, on a machine that may be busy. */
const PATIENCE_MS = 30_000;

const NO_DELAYS = {
  ...{ submit_delay_before_accept_ms: 0, submit_delay_after_accept_ms: 0, download_delay_ms: 0 },
  ...{ image: {}, video: {} },
};

const KILL_POINTS: KillPoint[] = [
  {
    when: 'before the provider has the submission',
    faults: { image: { submit_delay_before_accept_ms: 4_000 } },
    reached: (_stack, handle) =>
      eventually(() => untilActivityRuns(handle, 'makeImage'), {
        what: 'the submission',
        timeoutMs: PATIENCE_MS,
      }),
  },
  {
    when: 'between the submission and its record',
    faults: { image: { submit_delay_after_accept_ms: 4_000 } },
    reached: (stack) =>
      eventually(async () => (await stack.mock.stats('image')).submissions === 1, {
        what: 'the submission',
        timeoutMs: PATIENCE_MS,
      }),
  },
  {
    when: 'while it watches the picture',
    faults: { image: { slow_progress: 10 } },
    reached: (_stack, handle) =>
      eventually(() => untilWatched(handle), { what: 'the watch', timeoutMs: PATIENCE_MS }),
  },
  {
    when: 'while it watches the video',
    faults: { video: { slow_progress: 10 } },
    reached: (stack, handle) =>
      eventually(async () => (await stack.mock.stats('video')).submissions === 1 && untilWatched(handle), {
        what: 'the watch',
        timeoutMs: PATIENCE_MS,
      }),
  },
  {
    when: 'while its last stage stores the files',
    faults: { download_delay_ms: 2_500 },
    reached: (_stack, _handle, worker) =>
      worker.waitForLine(
        (line) => line.includes('"stage_completed"') && line.includes('"video"'),
        PATIENCE_MS,
      ),
  },
  {
    when: 'while it stores the files',
    faults: { download_delay_ms: 4_000 },
    reached: (_stack, handle) =>
      eventually(() => untilStep(handle, 'processing'), { what: 'the storing', timeoutMs: PATIENCE_MS }),
  },
];

/** Each with mocks and workers of its own: most of the time they wait for the engine to miss a worker, all at once. */
async function withStack(use: (stack: JobStack) => Promise<void>): Promise<void> {
  const stack = await openJobStack({ address: loadTestEnvironment().address });
  try {
    await use(stack);
  } finally {
    await stack.close();
  }
}

describe('a job', () => {
  it.concurrent.each(KILL_POINTS)(
    'survives that its worker is killed $when, and is paid for once',
    ({ faults, reached }) =>
      withStack(async (stack) => {
        await stack.mock.setFaults(faults);
        const doomed = await stack.startWorker();
        const handle = await stack.start();
        await reached(stack, handle, doomed);
        doomed.kill('SIGKILL');
        await doomed.exited;
        await stack.mock.setFaults(NO_DELAYS);
        const successor = await stack.startWorker();
        await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
        await expect(stack.mock.stats('image')).resolves.toMatchObject({ submissions: 1 });
        await expect(stack.mock.stats('video')).resolves.toMatchObject({ submissions: 1 });
        await expect(stack.readState(handle.workflowId)).resolves.toMatchObject({
          progress: { step: 'completed' },
        });
        await successor.stop();
        await expect(stack.listFiles('temp')).resolves.toEqual([]);
      }),
  );

  it.concurrent('moves to another worker when its own is stopped in good order, and is paid for once', () =>
    withStack(async (stack) => {
      await stack.mock.setFaults({ slow_progress: 10 });
      const leaving = await stack.startWorker();
      const handle = await stack.start();
      await eventually(() => untilWatched(handle), { what: 'the watch', timeoutMs: PATIENCE_MS });
      leaving.kill('SIGTERM');
      await expect(leaving.exited).resolves.toEqual({ exitCode: 0, signal: null });
      const successor = await stack.startWorker();
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
      await expect(stack.mock.stats('image')).resolves.toMatchObject({ submissions: 1, cancelled: 0 });
      await successor.stop();
    }),
  );
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
      await eventually(() => untilWatched(handle), { what: 'the watch', timeoutMs: PATIENCE_MS });
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
