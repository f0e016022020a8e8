import type { LimiterSnapshot } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startBusyWorker } from '../../test/start-busy-worker';

const { address } = loadTestEnvironment();
const JOB = { prompt: 'A cat', user_id: 'ada', job_type: 'image', width: 64, height: 64 };
const resources = createResourceStack();
afterAll(() => resources.end());

describe('/limiter without a worker', () => {
  it('says that the limiter starts with the first worker', async () => {
    const app = resources.add(await serveApp(address, { TEMPORAL_TASK_QUEUE: uniqueQueue('none') }));
    const expected = {
      type: 'urn:genvideo:problem:NotFound',
      detail: expect.stringContaining('first worker'),
    };
    const read = await fetch(`${app.url}/limiter`);
    expect([read.status, await read.json()]).toEqual([404, expect.objectContaining(expected)]);
    const patched = await sendJson(`${app.url}/limiter`, { capacity: 2 }, { method: 'PATCH' });
    expect(patched).toMatchObject({ status: 404, body: expected });
    expect(await (await fetch(`${app.url}/health`)).json()).toMatchObject({ limiter: null });
  });
});

describe('/limiter with a worker', () => {
  let app: ServedApp;

  beforeAll(async () => {
    const taskQueue = uniqueQueue('limiter');
    await startBusyWorker(resources, taskQueue);
    app = resources.add(
      await serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue, LIMITER_MAX_WAITING: '1' }),
    );
    await eventually(async () => (await fetch(`${app.url}/limiter`)).ok, { what: 'the limiter to answer' });
  }, 60_000);

  const patch = (body: unknown) => sendJson(`${app.url}/limiter`, body, { method: 'PATCH' });
  const readLimiter = async (): Promise<LimiterSnapshot> =>
    limiterSnapshotSchema.parse(await (await fetch(`${app.url}/limiter`)).json());

  it('is read and changed', async () => {
    expect(await readLimiter()).toMatchObject({ capacity: 1, paused: false, held: 0, waiting: 0 });
    expect(await (await fetch(`${app.url}/limiter`)).json()).toMatchObject({
      providers: { image: null, video: null },
    });
    expect(await patch({ capacity: 7, paused: true })).toMatchObject({
      status: 200,
      body: { capacity: 7, paused: true, configured_capacity: 1 },
    });
    expect(await readLimiter()).toMatchObject({ capacity: 7, paused: true });
    expect(await patch({ paused: false })).toMatchObject({ body: { capacity: 7, paused: false } });
    expect(await patch({ capacity: 1 })).toMatchObject({ body: { capacity: 1, paused: false } });
  });

  it.each([
    [{ capacity: 0 }, 'capacity', 'pause instead'],
    [{ capacity: -3 }, 'capacity', 'pause instead'],
    [{ capacity: 10_001 }, 'capacity', 'at most 10000'],
    [{ capacity: 1.5 }, 'capacity', 'whole number'],
    [{ capacity: '5' }, 'capacity', 'must be a number'],
    [{ capacity: null }, 'capacity', 'must be a number'],
    [{ paused: 'yes' }, 'paused', 'must be a boolean'],
    [{ capacity: 2, speed: 9 }, 'speed', 'not a known field'],
    [{}, '(whole)', 'capacity, paused or both'],
    ['', '(whole)', 'capacity, paused or both'],
    ['[]', '(whole)', 'must be an object'],
  ])('refuses %j with words', async (body, field, problem) => {
    expect(await patch(body)).toMatchObject({
      status: 422,
      body: { problems: [{ field, problem: expect.stringContaining(problem) }] },
    });
    expect(await readLimiter()).toMatchObject({ capacity: 1, paused: false });
  });

  it('names all that is wrong at once', async () => {
    const { body } = await patch({ capacity: 0, paused: 1, speed: 9 });
    expect((body as { problems: unknown[] }).problems).toHaveLength(3);
  });

  it('answers 429 with Retry-After when the queue is full, and shows the queue', async () => {
    const submit = (request_id: string) => sendJson(`${app.url}/jobs`, { ...JOB, request_id });
    const [holder, waiter] = [uniqueId('holder'), uniqueId('waiter')];
    expect((await submit(holder)).status).toBe(202);
    await eventually(async () => (await readLimiter()).held === 1, {
      what: 'the first job to hold the permit',
    });
    expect((await submit(waiter)).status).toBe(202);
    const health = await eventually(
      async () => {
        const seen = (await (await fetch(`${app.url}/health`)).json()) as {
          limiter: { waiting: number } | null;
        };
        return seen.limiter?.waiting === 1 && seen.limiter;
      },
      { what: 'health to show the waiting job' },
    );
    expect(health).toEqual({ capacity: 1, held: 1, waiting: 1, paused: false });

    const refused = await submit(uniqueId('late'));
    expect(refused).toMatchObject({
      status: 429,
      body: { type: 'urn:genvideo:problem:RateLimited', detail: expect.stringContaining('queue is full') },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await submit(waiter)).status).toBe(202);

    const progress = (await (await fetch(`${app.url}/workflows/${waiter}/progress`)).json()) as {
      progress: { message: string };
    };
    expect(progress.progress.message).toContain('place 1 of 1');
    for (const id of [holder, waiter]) await app.client.workflow.getHandle(id).cancel();
  });
});
