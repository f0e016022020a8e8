import {
  attachEngine,
  createResourceStack,
  eventually,
  startMockServices,
  uniqueId,
  uniqueQueue,
  type AttachedEngine,
} from '@genvideo/testing';
import { startApi } from '../test/start-api';
import { startWorker } from '../test/start-worker';
import { GenerationClient } from './generation-client';
import { ProgressQueryClient } from './progress-query-client';
import type { ProgressEvent } from './progress-result';

const JOB = { prompt: 'A cat', user_id: 'ada', duration: 1, width: 64, height: 64 };
const KEY = 'the-key-of-the-spec';

/** What an interceptor of gRPC is told of a call. */
interface InterceptedCall {
  method_definition: { path: string };
}

const resources = createResourceStack();
let engine: AttachedEngine;
let apiBaseUrl: string;
let taskQueue: string;
let generation: GenerationClient;
let client: ProgressQueryClient;

beforeAll(async () => {
  engine = resources.add(await attachEngine());
  const { address } = engine;
  taskQueue = uniqueQueue('clients');
  const mocks = resources.add(await startMockServices({ imageSeconds: 1, videoSeconds: 3 }));
  await startWorker(resources, { address, taskQueue, mocks, capacity: 10 });
  apiBaseUrl = await startApi(resources, {
    address,
    taskQueue,
    env: { REQUIRE_API_KEY: 'true', API_KEYS: KEY },
  });
  generation = resources.add(new GenerationClient({ apiBaseUrl, apiKey: KEY }));
  client = resources.add(new ProgressQueryClient({ apiBaseUrl, apiKey: KEY, temporalHost: address }));
});
afterAll(() => resources.end());

const collect = async (events: AsyncIterable<ProgressEvent>): Promise<ProgressEvent[]> => {
  const seen = [];
  for await (const event of events) seen.push(event);
  return seen;
};

const expectWholeStory = (seen: readonly ProgressEvent[]): void => {
  const percents = seen.map(({ progress }) => progress.percent);
  expect(percents).toEqual([...percents].sort((left, right) => left - right));
  expect(new Set(percents).size).toBeGreaterThan(3);
  expect(seen.at(-1)).toMatchObject({
    workflow_status: 'COMPLETED',
    progress: { step: 'completed', percent: 100, asset_url: expect.any(String) },
  });
};

describe('the clients with the real API, engine and worker', () => {
  it('submit a job once, and follow it to its end over the API', async () => {
    const request = { ...JOB, request_id: uniqueId('once') };
    const { workflow_id: id, source } = await generation.submitJob(request);
    expect({ id, source }).toEqual({ id: request.request_id, source: 'api' });
    await expect(generation.submitJob(request)).resolves.toMatchObject({ workflow_id: id });
    expectWholeStory(await collect(client.watchProgress(id)));
    await expect(generation.getWorkflowStatus(id)).resolves.toMatchObject({
      workflow_id: id,
      status: 'COMPLETED',
      workflow_type: 'GenVideoWorkflow',
      close_time: expect.any(String),
    });
  });

  it('follow a job to its end at the engine', async () => {
    const direct = new ProgressQueryClient({ temporalHost: engine.address });
    const { workflow_id: id } = await generation.submitJob(JOB);
    expectWholeStory(await collect(direct.watchProgress(id)));
    await expect(direct.queryProgressDirect(id)).resolves.toMatchObject({ success: true, source: 'direct' });
    await direct.close();
  });

  it('follow a job on at the engine when that was away for a moment, long after the last change', async () => {
    const taskQueue = uniqueQueue('nobody');
    const starter = resources.add(new GenerationClient({ temporalHost: engine.address, taskQueue }));
    const { workflow_id: id } = await starter.submitJob(JOB);
    const calls = { looks: 0, failing: 0 };
    const interceptor = (options: InterceptedCall, next: (options: InterceptedCall) => unknown): unknown => {
      if (options.method_definition.path.endsWith('/DescribeWorkflowExecution')) {
        calls.looks += 1;
        if (calls.failing > 0) {
          calls.failing -= 1;
          throw Object.assign(new Error('away'), { code: 14, details: 'away', metadata: new Map() });
        }
      }
      return next(options);
    };
    const direct = resources.add(
      new ProgressQueryClient({
        temporalHost: engine.address,
        patienceMs: 100,
        temporalConnection: { interceptors: [interceptor] },
      }),
    );
    const seen = collect(direct.watchProgress(id));
    await eventually(() => calls.looks >= 4, { what: 'some looks that find nothing new', timeoutMs: 30_000 });
    calls.failing = 1;
    await eventually(() => calls.failing === 0, { what: 'a look that fails', timeoutMs: 30_000 });
    await engine.client.workflow.getHandle(id).terminate();
    expect((await seen).at(-1)).toMatchObject({ workflow_status: 'TERMINATED' });
  });

  it('follow a job to its end at the engine when the API is out of reach', async () => {
    const cutOff = resources.add(
      new ProgressQueryClient({ apiBaseUrl: 'http://127.0.0.1:9', temporalHost: engine.address, retries: 0 }),
    );
    const { workflow_id: id } = await generation.submitJob(JOB);
    expectWholeStory(await collect(cutOff.watchProgress(id)));
  });

  it('tell the same over both ways, and more in detail', async () => {
    const { workflow_id: id } = await generation.submitJob(JOB);
    await collect(client.watchProgress(id));
    const { progress, ...direct } = await client.queryProgressDirect(id);
    const viaApi = await client.queryProgressApi(id);
    expect(direct).toMatchObject({ success: true, source: 'direct', error: null });
    expect(viaApi).toEqual({ ...direct, progress, source: 'api' });
    await expect(client.queryProgressWithFallback(id)).resolves.toMatchObject({ source: 'direct' });
    const { progress: detailed, ...told } = await client.queryDetailedStatusApi(id);
    expect(told).toEqual({ success: true, workflow_id: id, error: null, source: 'api' });
    expect(detailed).toMatchObject({ ...progress });
    expect(Object.keys(detailed ?? {})).toEqual(
      expect.arrayContaining(['job_input', 'current_progress', 'progress_history', 'retry_count']),
    );
  });

  it('cancel a job, and leave one that has ended as it is', async () => {
    const { workflow_id: id } = await generation.submitJob(JOB);
    await generation.cancelWorkflow(id);
    const seen = await collect(client.watchProgress(id));
    expect(seen.at(-1)).toMatchObject({ progress: { step: 'failed', status: 'cancelled' } });
    await expect(generation.cancelWorkflow(id)).resolves.toBeUndefined();
  });

  it.each(['direct', 'api', 'fallback', 'detailed'] as const)(
    'say that there is no such job when asked by %s',
    async (method) => {
      await expect(client.readProgress('no-such-job', { method })).rejects.toMatchObject({
        name: 'NotFoundError',
        type: 'NotFound',
        message: expect.stringContaining('"no-such-job"'),
      });
    },
  );

  it.each(['direct', 'api'] as const)('refuse an id of 10 KB asked for by %s', async (method) => {
    await expect(client.readProgress('x'.repeat(10_240), { method })).rejects.toMatchObject({
      type: expect.stringMatching(/InvalidRequest|NotFound/),
    });
  });

  it('say that a watched job is not there', async () => {
    await expect(collect(client.watchProgress('no-such-job'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('say that the API wants a key', async () => {
    const stranger = resources.add(new GenerationClient({ apiBaseUrl, apiKey: 'guessed' }));
    await expect(stranger.submitJob(JOB)).rejects.toMatchObject({
      name: 'UnauthorizedError',
      type: 'Unauthorized',
      message: expect.not.stringContaining('guessed'),
    });
    const watcher = resources.add(new ProgressQueryClient({ apiBaseUrl }));
    await expect(collect(watcher.watchProgress('job-1'))).rejects.toMatchObject({
      name: 'UnauthorizedError',
    });
  });

  it.each(['api', 'direct'] as const)('name every bad field of a job submitted by %s', async (way) => {
    const submitter = resources.add(
      new GenerationClient(way === 'api' ? { apiBaseUrl, apiKey: KEY } : { temporalHost: engine.address }),
    );
    await expect(submitter.submitJob({ prompt: '', user_id: 'ada', width: 1 })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringMatching(/prompt.*width/),
    });
  });

  it.each(['api', 'direct'] as const)('submit a video and pictures by %s, and follow both', async (way) => {
    const submitter = resources.add(
      new GenerationClient(
        way === 'api' ? { apiBaseUrl, apiKey: KEY } : { temporalHost: engine.address, taskQueue },
      ),
    );
    const request = { prompt: 'A cat', user_id: 'ada' };
    const [video, image] = await Promise.all([
      submitter.submitVideo({ ...request, duration: 1, resolution: '64x64', fps: 12 }),
      submitter.submitImage({ ...request, width: 64, height: 64, num_images: 2 }),
    ]);
    expect([video.source, image.source]).toEqual([way, way]);
    expectWholeStory(await collect(client.watchProgress(video.workflow_id)));
    await collect(client.watchProgress(image.workflow_id));
    const types = await Promise.all(
      [video, image].map(async ({ workflow_id }) => submitter.getWorkflowStatus(workflow_id)),
    );
    expect(types).toMatchObject([
      { workflow_type: 'VideoWorkflow', status: 'COMPLETED' },
      { workflow_type: 'ImageWorkflow', status: 'COMPLETED' },
    ]);
  });

  it('submit a batch to the engine itself, once, and follow it to its end', async () => {
    const submitter = resources.add(new GenerationClient({ temporalHost: engine.address, taskQueue }));
    const image = { type: 'image', prompt: 'A cat', user_id: 'ada', width: 64, height: 64 } as const;
    const batch = { batch_id: uniqueId('direct'), max_concurrent: 3, requests: [image, image, image] };
    const { workflow_id: id, source } = await submitter.submitBatch(batch);
    expect({ id, source }).toEqual({ id: batch.batch_id, source: 'direct' });
    await expect(submitter.submitBatch(batch)).resolves.toMatchObject({ workflow_id: id });
    await expect(submitter.submitBatch({ ...batch, max_concurrent: 2 })).rejects.toMatchObject({
      name: 'ConflictError',
    });
    const seen = await collect(client.watchProgress(id));
    expect(seen.at(-1)).toMatchObject({
      workflow_status: 'COMPLETED',
      progress: {
        percent: 100,
        message: '3 of 3 completed',
        asset_url: expect.stringContaining('/results.jsonl'),
      },
    });
  });

  it('name every bad item of a batch for the engine itself, and where a list goes that is too long', async () => {
    const submitter = resources.add(new GenerationClient({ temporalHost: engine.address, taskQueue }));
    const image = { type: 'image', prompt: 'A cat', user_id: 'ada' } as const;
    await expect(
      submitter.submitBatch({ requests: [image, { ...image, prompt: '' }, { ...image, width: 1 }] }),
    ).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringMatching(/requests\[1\]\.prompt.*requests\[2\]\.width/),
    });
    const requests = Array.from({ length: 300 }, () => ({ ...image, metadata: { note: 'x'.repeat(1_000) } }));
    await expect(submitter.submitBatch({ requests })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringMatching(/256 KB.*over the API/),
    });
  });

  it('cancel a video', async () => {
    const { workflow_id: id } = await generation.submitVideo({ prompt: 'A cat', user_id: 'ada' });
    await generation.cancelWorkflow(id);
    const seen = await collect(client.watchProgress(id));
    expect(seen.at(-1)).toMatchObject({ progress: { status: 'cancelled' } });
  });

  it('take one id for one shape of job alone, and repeat what is the same', async () => {
    const request = { prompt: 'A cat', user_id: 'ada', request_id: uniqueId('shape') };
    await generation.submitImage({ ...request, width: 64, height: 64 });
    await generation.submitImage({ ...request, width: 64, height: 64, num_images: 1 });
    for (const attempt of [() => generation.submitVideo(request), () => generation.submitJob(request)])
      await expect(attempt()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it.each(['api', 'direct'] as const)('name every bad field of a video submitted by %s', async (way) => {
    const submitter = resources.add(
      new GenerationClient(way === 'api' ? { apiBaseUrl, apiKey: KEY } : { temporalHost: engine.address }),
    );
    const bad = { prompt: 'A cat', user_id: 'ada', resolution: 'large', fps: 0 };
    await expect(submitter.submitVideo(bad)).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringMatching(/resolution.*fps/),
    });
  });

  it('refuse an id that is used for another input', async () => {
    const request_id = uniqueId('used');
    await generation.submitJob({ ...JOB, request_id });
    await expect(generation.submitJob({ ...JOB, request_id, prompt: 'A dog' })).rejects.toMatchObject({
      name: 'ConflictError',
      type: 'Conflict',
      workflowId: request_id,
    });
  });

  it('submit to the engine itself, on a task queue of their choice', async () => {
    const taskQueue = uniqueQueue('nobody');
    const direct = resources.add(new GenerationClient({ temporalHost: engine.address, taskQueue }));
    const { workflow_id: id, source } = await direct.submitJob(JOB);
    expect(source).toBe('direct');
    await expect(direct.getWorkflowStatus(id)).resolves.toMatchObject({
      status: 'RUNNING',
      close_time: null,
      task_queue: taskQueue,
    });
    await direct.cancelWorkflow(id);
    await engine.client.workflow.getHandle(id).terminate();
    await eventually(async () => (await direct.getWorkflowStatus(id)).status === 'TERMINATED', {
      what: 'the end of the job',
    });
  });
});
