import { toLimiterId, WORKFLOW_TYPE } from '@genvideo/models';
import {
  attachEngine,
  createResourceStack,
  eventually,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type AttachedEngine,
  type RunningProcess,
} from '@genvideo/testing';
import { startWorker } from '../test/start-worker';
import { cancelJob } from './cancel-job';
import { readLimiter } from './read-limiter';
import { readProgress } from './read-progress';
import { readQueue } from './read-queue';
import { startJob } from './start-job';
import { drainLimiter, pauseLimiter, resumeLimiter, setLimiterCapacity } from './steer-limiter';

const resources = createResourceStack();
let engine: AttachedEngine;
let queueQueries = 0;

beforeAll(async () => {
  engine = await attachEngine({
    interceptors: [
      {
        query: (input, next) => {
          if (input.queryType === 'get_queue') queueQueries += 1;
          return next(input);
        },
      },
    ],
  });
  resources.add(engine);
});
afterAll(() => resources.end());

/** For what passes several processes on a machine that may be busy with other tests. */
const PATIENT_MS = 30_000;
jest.setTimeout(180_000);

const request = { prompt: 'A cat', user_id: 'ada', job_type: 'image', width: 64, height: 64 };
const toOptions = (taskQueue: string, maxWaiting?: number) => ({
  client: engine.client,
  taskQueue,
  jobTimeoutSeconds: 60,
  queueTimeoutSeconds: 60,
  ...(maxWaiting === undefined ? {} : { maxWaiting }),
});

describe('a limiter that does not run', () => {
  it('is said to start with the first worker', async () => {
    await expect(readLimiter(engine.client, uniqueQueue('none'))).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(/starts with the first worker.*npx nx serve worker/),
    });
  });

  it('is not asked in its grave, once it was ended by hand', async () => {
    const taskQueue = uniqueQueue('ended');
    const workflowId = toLimiterId(taskQueue);
    await engine.client.workflow.start(WORKFLOW_TYPE.limiter, { workflowId, taskQueue });
    await engine.client.workflow.getHandle(workflowId).terminate();
    await expect(setLimiterCapacity(engine.client, taskQueue, 2)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('keeps nobody out and fails no reader', async () => {
    const taskQueue = uniqueQueue('none');
    await expect(readQueue(engine.client, taskQueue)).resolves.toBeNull();
    await expect(startJob(toOptions(taskQueue, 0), request)).resolves.toMatchObject({ created: true });
  });
});

describe('a limiter without a worker', () => {
  it('changes nothing, now or later, and says that no worker runs', async () => {
    const taskQueue = uniqueQueue('nobody');
    const limiter = await engine.client.workflow.start(WORKFLOW_TYPE.limiter, {
      workflowId: toLimiterId(taskQueue),
      taskQueue,
    });
    const expected = {
      name: 'NoAnswerError',
      at: { taskQueue, hasWorker: false },
      message: expect.stringContaining('no worker polls the task queue'),
    };
    await expect(readLimiter(engine.client, taskQueue)).rejects.toMatchObject(expected);
    await expect(pauseLimiter(engine.client, taskQueue)).rejects.toMatchObject(expected);
    await limiter.terminate();
  });
});

describe('a limiter with the real worker', () => {
  const taskQueue = uniqueQueue('limiter');
  let worker: RunningProcess;

  beforeAll(async () => {
    const mocks = await startMockServices({ imageSeconds: 600 });
    resources.add(mocks);
    worker = await startWorker(resources, { address: engine.address, taskQueue, mocks });
    await eventually(() => readLimiter(engine.client, taskQueue), {
      what: 'the limiter to answer',
      timeoutMs: PATIENT_MS,
    });
  });

  const startInOrder = async (maxWaiting?: number): Promise<string> => {
    const { waiting, held } = await readLimiter(engine.client, taskQueue);
    const { workflow_id: id } = await startJob(toOptions(taskQueue, maxWaiting), request);
    await eventually(
      async () => {
        const now = await readLimiter(engine.client, taskQueue);
        return now.waiting + now.held > waiting + held;
      },
      { what: 'the job to reach the limiter', timeoutMs: PATIENT_MS },
    );
    return id;
  };
  const cancelAll = async (ids: readonly string[]): Promise<void> => {
    await Promise.all(ids.map((id) => cancelJob(engine.client, id)));
    await eventually(
      async () => {
        const { held, waiting } = await readLimiter(engine.client, taskQueue);
        return held + waiting === 0;
      },
      { what: 'the permits to come back', timeoutMs: PATIENT_MS },
    );
  };

  it('takes another capacity, and refuses one that makes no sense', async () => {
    await expect(setLimiterCapacity(engine.client, taskQueue, 3)).resolves.toMatchObject({
      capacity: 3,
      configured_capacity: 1,
    });
    for (const [capacity, problem] of [
      [0, 'pause the limiter instead'],
      [-1, 'pause the limiter instead'],
      [10_001, 'at most 10000'],
      [1.5, 'whole number'],
    ] as const) {
      await expect(setLimiterCapacity(engine.client, taskQueue, capacity)).rejects.toMatchObject({
        name: 'InvalidRequestError',
        type: 'InvalidRequest',
        message: expect.stringContaining(problem),
      });
    }
    await expect(setLimiterCapacity(engine.client, taskQueue, 1)).resolves.toMatchObject({ capacity: 1 });
  });

  it('pauses, resumes and drains', async () => {
    await expect(pauseLimiter(engine.client, taskQueue)).resolves.toMatchObject({ paused: true });
    const id = await startInOrder();
    await expect(readLimiter(engine.client, taskQueue)).resolves.toMatchObject({ held: 0, waiting: 1 });
    await eventually(
      async () => (await readProgress(engine.client, id)).progress.message.includes('the limiter is paused'),
      { what: 'the job to know that the limiter is paused', timeoutMs: PATIENT_MS },
    );
    await expect(resumeLimiter(engine.client, taskQueue)).resolves.toMatchObject({ paused: false });
    await eventually(async () => (await readLimiter(engine.client, taskQueue)).held === 1, {
      what: 'the job to get its permit',
      timeoutMs: PATIENT_MS,
    });
    await expect(drainLimiter(engine.client, taskQueue)).resolves.toMatchObject({ draining: true, held: 1 });
    await cancelAll([id]);
    await expect(resumeLimiter(engine.client, taskQueue)).resolves.toMatchObject({ draining: false });
  });

  it('tells a waiting job its place and when it may start, and is asked once for all readers', async () => {
    const ids = [await startInOrder(), await startInOrder(), await startInOrder()];
    const last = ids[2] ?? '';
    const progress = await eventually(
      async () => {
        const read = await readProgress(engine.client, last);
        return /place 2 of 2, expected to start at \S+Z$/.test(read.progress.message) && read.progress;
      },
      { what: 'the place in the queue', timeoutMs: PATIENT_MS },
    );
    expect(progress).toMatchObject({ step: 'pending', status: 'pending', percent: 0 });
    const [startsAt = ''] = /\S+Z$/.exec(progress.message) ?? [];
    expect(Date.parse(progress.estimated_completion ?? '')).toBeGreaterThan(Date.parse(startsAt));

    const asked = queueQueries;
    const startedAtMs = Date.now();
    await Promise.all(Array.from({ length: 50 }, () => readProgress(engine.client, last)));
    expect(queueQueries - asked).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - startedAtMs) / 1_000));
    await cancelAll(ids);
  });

  it('refuses jobs when too many wait, but never one that is there', async () => {
    const holder = await startInOrder();
    const request_id = uniqueId('waits');
    const waiter = await startJob(toOptions(taskQueue), { ...request, request_id });
    await eventually(async () => (await readQueue(engine.client, taskQueue))?.waiting.length === 1, {
      what: 'a job to wait',
      timeoutMs: PATIENT_MS,
    });
    await expect(startJob(toOptions(taskQueue, 1), request)).rejects.toMatchObject({
      name: 'QueueFullError',
      type: 'RateLimited',
      retryAfterSeconds: expect.any(Number),
      message: expect.stringMatching(
        /1 jobs wait for a permit.*LIMITER_MAX_WAITING allows 1.*again in \d+ s/,
      ),
    });
    await expect(startJob(toOptions(taskQueue, 1), { ...request, request_id })).resolves.toEqual({
      workflow_id: waiter.workflow_id,
      created: false,
    });
    await expect(
      startJob(toOptions(taskQueue, 1), { ...request, request_id: uniqueId('new') }),
    ).rejects.toThrow('The queue is full');
    await cancelAll([holder, waiter.workflow_id]);
  });

  it('takes no more jobs than there are places within one look at the queue', async () => {
    const empty = await eventually(
      async () => {
        const queue = await readQueue(engine.client, taskQueue);
        return queue?.waiting.length === 0 && queue.held === 0;
      },
      { what: 'a look at the empty queue', timeoutMs: PATIENT_MS },
    );
    expect(empty).toBe(true);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => startJob(toOptions(taskQueue, 2), request)),
    );
    const ids = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.workflow_id] : [],
    );
    expect(ids.length).toBeLessThanOrEqual(3);
    expect(ids.length).toBeGreaterThanOrEqual(1);
    await Promise.all(ids.map((id) => cancelJob(engine.client, id)));
  });

  it('says within seconds that nobody answers, after its worker was killed', async () => {
    worker.kill('SIGKILL');
    await worker.exited;
    await expect(setLimiterCapacity(engine.client, taskQueue, 2)).rejects.toMatchObject({
      name: 'NoAnswerError',
      at: { hasWorker: true },
      message: expect.stringContaining('did not answer in time'),
    });
    await expect(readQueue(engine.client, taskQueue)).resolves.toBeNull();
  });
});
