import type { Explanation, JobRequest } from '@genvideo/models';
import {
  attachEngine,
  createResourceStack,
  eventually,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type AttachedEngine,
  type MockServices,
} from '@genvideo/testing';
import { startWorker } from '../../test/start-worker';
import { cancelJob } from '../cancel-job';
import { hasWorker } from '../has-worker';
import { readProgress } from '../read-progress';
import { startJob } from '../start-job';
import { pauseLimiter, resumeLimiter } from '../steer-limiter';
import { readExplanation } from './read-explanation';

const resources = createResourceStack();
let engine: AttachedEngine;
let mocks: MockServices;

beforeAll(async () => {
  engine = resources.add(await attachEngine());
  mocks = resources.add(await startMockServices({ imageSeconds: 3, videoSeconds: 3 }));
});
afterAll(() => resources.end());

const submit = async (taskQueue: string, change: Partial<JobRequest> = {}): Promise<string> => {
  const options = { client: engine.client, taskQueue, jobTimeoutSeconds: 60, queueTimeoutSeconds: 60 };
  const job = { prompt: 'A kite', user_id: 'ada', job_type: 'image', width: 64, height: 64 } as const;
  const { workflow_id: id } = await startJob(options, { ...job, request_id: uniqueId('kite'), ...change });
  return id;
};

const explain = (id: string): Promise<Explanation> => readExplanation(engine.client, id);

/** What is said of a job once it is in a state. */
const explainAt = (id: string, state: Explanation['state'], timeoutMs = 30_000): Promise<Explanation> =>
  eventually(
    async () => {
      const explanation = await explain(id);
      expect(explanation.state).toBe(state);
      return explanation;
    },
    { what: `"${id}" to be ${state}`, timeoutMs },
  );

const terminate = (id: string): Promise<unknown> =>
  engine.client.workflow.getHandle(id).terminate('enough of it');

describe('readExplanation without a worker', () => {
  it('says at once that none polls, and how to start one', async () => {
    const taskQueue = uniqueQueue('explain-nobody');
    const id = await submit(taskQueue);
    expect(await explain(id)).toMatchObject({
      workflow_id: id,
      state: 'waiting_for_worker',
      next_step: expect.stringContaining(`npx nx serve worker (with TEMPORAL_TASK_QUEUE=${taskQueue})`),
    });
    await terminate(id);
    expect(await explain(id)).toMatchObject({
      state: 'terminated',
      sentence: expect.stringContaining('enough of it'),
      who_acts: 'nobody',
    });
  });

  it('says within 5 s that the worker that polled a moment ago is gone, until another comes', async () => {
    const taskQueue = uniqueQueue('explain-killed');
    const first = await startWorker(resources, { address: engine.address, taskQueue, mocks });
    await eventually(() => hasWorker(engine.client, taskQueue), {
      what: 'the worker to poll',
      timeoutMs: 20_000,
    });
    first.kill('SIGKILL');
    await first.exited;
    const id = await submit(taskQueue);
    await explainAt(id, 'waiting_for_worker', 5_000);
    await expect(readProgress(engine.client, id)).resolves.toMatchObject({
      no_worker: true,
      progress: { message: expect.stringContaining('npx nx serve worker') },
    });
    await startWorker(resources, { address: engine.address, taskQueue, mocks });
    await explainAt(id, 'completed');
  });

  it('names an id that the engine does not know', async () => {
    await expect(explain('no-such-job')).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('readExplanation with a worker', () => {
  const taskQueue = uniqueQueue('explain');

  beforeAll(async () => {
    const settings = { MAX_STAGE_RETRIES: '1' };
    await startWorker(resources, { address: engine.address, taskQueue, mocks, settings });
  });
  afterEach(() => mocks.setFaults({ image: { submit_error_rate: 0, failure_rate: 0, stuck_rate: 0 } }));

  it('tells of the provider, of the queue behind it, and of the pause of the limiter', async () => {
    await mocks.setFaults({ image: { stuck_rate: 1 } });
    const working = await submit(taskQueue);
    const awaited = await eventually(
      async () => {
        const { provider } = await explain(working);
        return provider?.answered_at ? provider : null;
      },
      { what: 'the provider to answer', timeoutMs: 30_000 },
    );
    expect(awaited).toMatchObject({ stage: 'image', try: 1, submission: 'made', silence: null });
    expect((await mocks.ledger('image')).map(({ job_id: id }) => id)).toContain(awaited.task_id);

    const waiting = await submit(taskQueue);
    await expect(explainAt(waiting, 'waiting_for_permit')).resolves.toMatchObject({
      who_acts: 'nobody',
      permit: { capacity: 1, held: 1, paused: false, holders: [{ workflow_id: working }] },
    });
    await eventually(async () => (await explain(waiting)).permit?.place === 1, {
      what: 'its place',
      timeoutMs: 30_000,
    });

    await pauseLimiter(engine.client, taskQueue);
    await expect(explainAt(waiting, 'waiting_for_permit')).resolves.toMatchObject({
      sentence: expect.stringContaining('paused'),
      who_acts: 'operator',
      next_step: expect.stringContaining('"paused":false'),
    });
    await resumeLimiter(engine.client, taskQueue);

    await cancelJob(engine.client, waiting);
    await cancelJob(engine.client, working);
    await expect(explainAt(working, 'cancelled')).resolves.toMatchObject({ who_acts: 'nobody' });
    await explainAt(waiting, 'cancelled');
  });

  it('tells why and when the engine asks a provider again that does not serve', async () => {
    await mocks.setFaults({ image: { submit_error_rate: 1 } });
    const id = await submit(taskQueue);
    const { retry, who_acts } = await explainAt(id, 'retrying');
    expect(retry).toMatchObject({
      what: 'image',
      costs_a_submission: false,
      type: 'ServiceUnavailable',
      reason: expect.stringContaining('/img/submit'),
    });
    expect(who_acts).toBe('nobody');
    await mocks.setFaults({ image: { submit_error_rate: 0 } });
    const { sentence } = await explainAt(id, 'completed');
    expect(sentence).toMatch(/completed at .* after .*\/assets\//);
  });

  it('tells of the new submission after a failure, and after the last one who acts and where to read on', async () => {
    await mocks.setFaults({ image: { failure_rate: 1 } });
    const id = await submit(taskQueue);
    const again = await eventually(async () => (await explain(id)).retry, {
      what: 'the second try',
      timeoutMs: 30_000,
    });
    expect(again).toMatchObject({ what: 'image', try: 2, costs_a_submission: true });
    expect(again.reason).toContain('could not finish task');
    await expect(explainAt(id, 'failed')).resolves.toMatchObject({
      who_acts: 'provider',
      failure: { type: 'ProviderFailed', docs: 'docs/failures.md#providerfailed' },
      next_step: expect.stringContaining('change the prompt'),
    });
  });
});
