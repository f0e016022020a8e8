import { WORKFLOW_TYPE } from '@genvideo/models';
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
import { startWorker } from '../test/start-worker';
import { cancelJob } from './cancel-job';
import { describeJob } from './describe-job';
import { readProgress } from './read-progress';
import { readResult } from './read-result';
import { startJob } from './start-job';
import { watchProgress } from './watch-progress';

const resources = createResourceStack();
let engine: AttachedEngine;

beforeAll(async () => {
  engine = await attachEngine();
  resources.add(engine);
});
afterAll(() => resources.end());

const toOptions = (taskQueue: string) => ({
  client: engine.client,
  taskQueue,
  jobTimeoutSeconds: 60,
  queueTimeoutSeconds: 60,
});

describe('a job that no worker takes', () => {
  const taskQueue = uniqueQueue('nobody');
  const request = { prompt: 'A cat', user_id: 'ada' };

  it('is started once for the same input, and refuses other input', async () => {
    const request_id = uniqueId('same');
    const options = toOptions(taskQueue);
    await expect(startJob(options, { ...request, request_id })).resolves.toEqual({
      workflow_id: request_id,
      created: true,
    });
    await expect(startJob(options, { ...request, request_id, width: 1024 })).resolves.toEqual({
      workflow_id: request_id,
      created: false,
    });
    await expect(startJob(options, { ...request, request_id, width: 512 })).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Choose another request_id'),
    });
  });

  it('recognises the input of a job that another SDK started', async () => {
    const request_id = uniqueId('other-sdk');
    const options = toOptions(taskQueue);
    await engine.client.workflow.start(WORKFLOW_TYPE.genVideo, {
      workflowId: request_id,
      taskQueue,
      args: [request],
    });
    await expect(startJob(options, { ...request, request_id })).resolves.toMatchObject({ created: false });
    await expect(startJob(options, { ...request, request_id, style: 'oil' })).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });

  it('is pending, and is said to lack a worker', async () => {
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    await expect(readProgress(engine.client, id)).resolves.toMatchObject({
      workflow_id: id,
      workflow_status: 'RUNNING',
      no_worker: true,
      progress: {
        step: 'pending',
        status: 'pending',
        percent: 0,
        message: expect.stringContaining('Start one with "npx nx serve worker"'),
      },
    });
    await expect(readResult(engine.client, id)).resolves.toBeNull();
    await expect(describeJob(engine.client, id)).resolves.toMatchObject({
      tags: ['user:ada', 'style:realistic', 'type:video', 'step:pending'],
      stages: ['image', 'video'],
      untaken: { what: 'workflow_task' },
    });
  });

  it('is cancelled for its readers when it was terminated', async () => {
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    await engine.client.workflow.getHandle(id).terminate('enough');
    await expect(readResult(engine.client, id)).resolves.toMatchObject({
      workflow_id: id,
      status: 'cancelled',
      assets: [],
      error: { type: 'Cancelled', message: 'enough' },
    });
    await expect(readProgress(engine.client, id)).resolves.toMatchObject({
      workflow_status: 'TERMINATED',
      no_worker: false,
      progress: { status: 'cancelled', error_message: 'enough' },
    });
    await expect(cancelJob(engine.client, id)).resolves.toBeUndefined();
  });

  it.each([
    ['describeJob', describeJob],
    ['readProgress', readProgress],
    ['readResult', readResult],
    ['cancelJob', cancelJob],
  ] as const)('is named by %s when its id is unknown', async (_, ask) => {
    await expect(ask(engine.client, 'no-such-job')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('"no-such-job"'),
    });
  });
});

describe('a job with the real worker', () => {
  const taskQueue = uniqueQueue('progress-client');
  const request = { prompt: 'A cat', user_id: 'ada', duration: 1, width: 64, height: 64 };
  let mocks: MockServices;

  beforeAll(async () => {
    mocks = await startMockServices({ imageSeconds: 1, videoSeconds: 2 });
    resources.add(mocks);
    await startWorker(resources, { address: engine.address, taskQueue, mocks });
  });

  it('is watched from its start to its files, and percent never goes down', async () => {
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    const seen = [];
    for await (const each of watchProgress(engine.client, id, { intervalMs: 100 })) seen.push(each);
    const percents = seen.map(({ progress }) => progress.percent);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(new Set(percents).size).toBeGreaterThan(5);
    expect(seen.at(-1)).toMatchObject({
      workflow_status: 'COMPLETED',
      progress: { step: 'completed', percent: 100, asset_url: expect.stringContaining(`/assets/${id}/`) },
    });
    const result = await readResult(engine.client, id);
    expect(result).toMatchObject({ status: 'completed', submissions: 2 });
    expect(result?.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
  });

  it('stops watching when the signal aborts', async () => {
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    const controller = new AbortController();
    const watch = watchProgress(engine.client, id, { intervalMs: 60_000, signal: controller.signal });
    await watch.next();
    const end = watch.next();
    controller.abort();
    await expect(end).resolves.toEqual({ done: true, value: undefined });
  });

  it('tells of a cancelled job that it was cancelled', async () => {
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    await eventually(async () => (await readProgress(engine.client, id)).progress.percent > 0, {
      what: 'the job to begin',
    });
    await cancelJob(engine.client, id);
    const result = await eventually(() => readResult(engine.client, id), { what: 'the job to end' });
    expect(result).toMatchObject({ workflow_id: id, status: 'cancelled', error: { type: 'Cancelled' } });
  });

  it('tells why a job failed', async () => {
    await mocks.setFaults({ image: { failure_rate: 1 } });
    const { workflow_id: id } = await startJob(toOptions(taskQueue), request);
    const result = await eventually(() => readResult(engine.client, id), {
      what: 'the job to fail',
      timeoutMs: 30_000,
    });
    await mocks.setFaults({ image: { failure_rate: 0 } });
    expect(result).toMatchObject({ status: 'failed', error: { type: 'ProviderFailed' } });
    await expect(readProgress(engine.client, id)).resolves.toMatchObject({
      workflow_status: 'FAILED',
      progress: { step: 'failed', status: 'failed', error_message: result.error?.message },
    });
  });
});
