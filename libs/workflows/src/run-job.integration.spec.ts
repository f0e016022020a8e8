import { createHash } from 'node:crypto';
import { createComfyProxy } from '@genvideo/activities';
import { QUERY, SIGNAL, type JobResult, type JobStatus } from '@genvideo/models';
import { jobResultSchema, jobStateSchema, jobStatusSchema } from '@genvideo/models/schemas';
import { eventually } from '@genvideo/testing';
import { openJobLab, readFailure, type JobLab } from '../test/job-lab';

const CAPACITY = 3;
let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab({ capacity: CAPACITY, reconcileSeconds: 1, keepsWorker: true });
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const submissions = async (): Promise<[number, number]> => [
  (await lab.mock.stats('image')).submissions,
  (await lab.mock.stats('video')).submissions,
];
const untilInFlight = (stage: 'image' | 'video') =>
  eventually(async () => (await lab.mock.stats(stage)).in_flight === 1, { what: `the ${stage} to be made` });

describe('VideoWorkflow', () => {
  it('makes a picture in the size of the video, and the video from it', async () => {
    await lab.work(async () => {
      const handle = await lab.startRequest('video', { resolution: '128x64' });
      const result = jobResultSchema.strict().parse(await handle.result());
      expect(result).toMatchObject({ status: 'completed', attempts: 2, submissions: 2 });
      const sizes = result.assets.map(({ kind, width, height }) => [kind, width, height]);
      expect(sizes).toEqual([
        ['image', 128, 64],
        ['video', 128, 64],
      ]);
      await expect(lab.progress(handle)).resolves.toMatchObject({ percent: 100, message: 'Completed' });
    });
    expect(await submissions()).toEqual([1, 1]);
  });

  it('shows its request in its own shape, with the defaults filled in', async () => {
    const request = { prompt: 'a red fox', user_id: 'bob', style: 'ink', resolution: '64x64', duration: 1 };
    const job_input = {
      fps: 30,
      request_id: null,
      type: 'video',
      webhook_url: null,
      metadata: {},
      ...request,
    };
    await lab.work(async () => {
      const handle = await lab.startRequest('video', { ...request, fps: undefined, unknown: 'to come' });
      await handle.result();
      const status = await handle.query<JobStatus>(QUERY.status);
      expect(jobStatusSchema.strict().parse(status).job_input).toEqual(job_input);
      expect(jobStateSchema.parse(await lab.readState(handle.workflowId)).job_input).toEqual(job_input);
      await expect(handle.describe()).resolves.toMatchObject({
        searchAttributes: {
          CustomProgress: [100],
          CustomTag: ['user:bob', 'style:ink', 'type:video', 'step:completed'],
        },
      });
    });
  });

  it('says what the provider made otherwise: in its progress, its state file, and to readers without a worker', async () => {
    // The mock makes no more than 30 frames a second and no side longer than 512 pixels.
    const note = 'The video is 512x256 instead of 1024x512 and has 30 frames a second instead of 60.';
    await lab.work(async () => {
      const handle = await lab.startRequest('video', { resolution: '1024x512', fps: 60 });
      jobResultSchema.strict().parse(await handle.result());
      const message = `Completed. ${note}`;
      await expect(lab.progress(handle)).resolves.toMatchObject({ message });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({ progress: { message } });
      await expect(handle.describe()).resolves.toMatchObject({ memo: { note } });
      expect(await lab.countEvents(handle)).toBeLessThanOrEqual(44);
    });
  });

  it('takes callbacks, within its share of history', async () => {
    await lab.work(
      async () => {
        const handle = await lab.startRequest('video', { fps: 60 });
        await eventually(async () => (await lab.mock.stats('video')).completed === 1, {
          what: 'the video to be made',
        });
        const callback = { stage: 'video', attempt: 1, task_id: 'x', status: 'completed' };
        await handle.signal(SIGNAL.videoDone, callback);
        await handle.result();
        expect(await lab.countEvents(handle)).toBeLessThanOrEqual(52);
      },
      { pace: { minMs: 4_000, maxMs: 4_000, lastMs: 4_000 } },
    );
  });

  it('tries a failed video again, and keeps the picture', async () => {
    await lab.mock.setFaults({ video: { fail_first: 1 } });
    await lab.work(async () => {
      const handle = await lab.startRequest('video');
      await expect(handle.result()).resolves.toMatchObject({ attempts: 3, submissions: 3 });
    });
    expect(await submissions()).toEqual([1, 2]);
  });

  it('stops its task at the provider when it is cancelled', async () => {
    await lab.mock.setFaults({ video: { stuck_rate: 1 } });
    await lab.work(async () => {
      const handle = await lab.startRequest('video');
      await untilInFlight('video');
      await handle.signal(SIGNAL.cancel);
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        result: { status: 'cancelled', assets: [{ kind: 'image' }] },
      });
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
  });

  it('is cleaned up after when it is terminated', async () => {
    await lab.mock.setFaults({ video: { stuck_rate: 1 } });
    await lab.work(async () => {
      const handle = await lab.startRequest('video');
      await untilInFlight('video');
      await handle.terminate('enough');
      await eventually(async () => (await lab.readState(handle.workflowId)).result !== null, {
        what: 'the state file to be put right',
        timeoutMs: 30_000,
      });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        job_input: { type: 'video', resolution: '64x64' },
        progress: { status: 'cancelled' },
      });
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
  });
});

describe('ImageWorkflow', () => {
  it('makes several pictures in one submission, and keeps each', async () => {
    await lab.work(async () => {
      const handle = await lab.startRequest('image', { num_images: 3 });
      const result = (await handle.result()) as JobResult;
      expect(result).toMatchObject({ submissions: 1, video_url: null });
      expect(new Set(result.image_urls).size).toBe(3);
      expect(result.assets.map(({ url }) => url)).toEqual(result.image_urls);
      for (const { url, sha256, size } of result.assets) {
        const file = await lab.readResult(url);
        expect(file).toHaveLength(size);
        expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
      }
      await expect(lab.progress(handle)).resolves.toMatchObject({
        message: 'Completed',
        asset_url: result.image_urls[0],
      });
      const { job_input } = await handle.query<JobStatus>(QUERY.status);
      expect(job_input).toMatchObject({ type: 'image', num_images: 3, style: 'photorealistic' });
    });
    expect(await submissions()).toEqual([1, 0]);
  });

  it('says so when the provider makes fewer pictures than asked for', async () => {
    const provider = createComfyProxy({ baseUrl: lab.mock.imageUrl, apiKey: null });
    const imageProvider: typeof provider = {
      ...provider,
      submit: (task, options) => provider.submit({ ...task, num_images: 1 }, options),
    };
    await lab.work(
      async () => {
        const handle = await lab.startRequest('image', { num_images: 3 });
        await expect(handle.result()).resolves.toMatchObject({ assets: [{ kind: 'image' }] });
        const message = 'Completed. 1 of 3 pictures were made.';
        await expect(lab.progress(handle)).resolves.toMatchObject({ message });
      },
      { imageProvider },
    );
  });
});

describe('a request', () => {
  it.each([
    ['video', { resolution: 'big', fps: 0, duration: 61 }, /duration.*resolution.*fps/],
    ['video', { type: 'image' }, /type must be "video"/],
    ['video', { prompt: 'something forbidden' }, /prompt is refused/],
    ['image', { num_images: 10, width: 1, user_id: 'a b' }, /width.*num_images.*user_id/],
  ] as const)('for a %s is refused before anything is paid for: %j', async (kind, request, message) => {
    await lab.work(async () => {
      const handle = await lab.startRequest(kind, request);
      const failure = await readFailure(handle);
      expect(failure).toMatchObject({ type: 'InvalidRequest', message: expect.stringMatching(message) });
      expect(failure.result).toMatchObject({ status: 'failed', submissions: 0 });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        job_input: request,
        progress: { status: 'failed' },
      });
      await expect(handle.query(QUERY.status)).resolves.toMatchObject({ job_input: request });
    });
    expect(await submissions()).toEqual([0, 0]);
  });

  it('takes part in the one limit, with jobs of every shape', async () => {
    // Long enough that tasks meet, also on a busy machine.
    await lab.mock.setFaults({ slow_progress: 4 });
    await lab.work(async () => {
      const handles = await Promise.all([
        ...Array.from({ length: 3 }, () => lab.startRequest('video')),
        ...Array.from({ length: 4 }, () => lab.startRequest('image')),
        ...Array.from({ length: 2 }, () => lab.start({})),
      ]);
      await Promise.all(handles.map((handle) => handle.result()));
    });
    const { max_in_flight_all } = await lab.mock.stats('image');
    expect(max_in_flight_all).toBe(CAPACITY);
    expect(await submissions()).toEqual([9, 5]);
  });
});
