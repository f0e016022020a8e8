import { createHash } from 'node:crypto';
import { QUERY, SIGNAL, type CustomMetrics, type JobResult, type JobStatus } from '@genvideo/models';
import {
  customMetricsSchema,
  jobResultSchema,
  jobStateSchema,
  jobStatusSchema,
} from '@genvideo/models/schemas';
import { eventually } from '@genvideo/testing';
import { openJobLab, readFailure, type JobLab } from '../test/job-lab';

let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab({ keepsWorker: true });
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const submissions = async (): Promise<[number, number]> => [
  (await lab.mock.stats('image')).submissions,
  (await lab.mock.stats('video')).submissions,
];

const callback = { stage: 'video', attempt: 1, task_id: 'whatever', status: 'completed' };

describe('GenVideoWorkflow', () => {
  it('makes a picture, a video from it, and stores both with their checksums', async () => {
    const { result, state, id } = await lab.work(async () => {
      const handle = await lab.start({ metadata: { order: 7 } });
      return {
        result: (await handle.result()) as JobResult,
        state: await lab.readState(handle.workflowId),
        id: handle.workflowId,
      };
    });
    expect(jobResultSchema.parse(result)).toMatchObject({
      workflow_id: id,
      status: 'completed',
      attempts: 2,
      submissions: 2,
      error: null,
    });
    expect(result.assets.map(({ kind, media_type }) => [kind, media_type])).toEqual([
      ['image', 'image/png'],
      ['video', 'video/mp4'],
    ]);
    expect(jobStateSchema.parse(state)).toMatchObject({
      progress: { step: 'completed', percent: 100 },
      result,
    });
    expect(await submissions()).toEqual([1, 1]);
    for (const { url, sha256, size } of result.assets) {
      const file = await lab.readResult(url);
      expect(file).toHaveLength(size);
      expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
    }
  });

  it('answers its queries, with the keys they promise', async () => {
    await lab.work(async () => {
      const handle = await lab.start({});
      await handle.result();
      const status = await handle.query<JobStatus>(QUERY.status);
      expect(jobStatusSchema.strict().parse(status)).toMatchObject({
        step: 'completed',
        percent: 100,
        retry_count: 0,
      });
      const percents = status.progress_history.map(({ percent }) => percent);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      const metrics = await handle.query<CustomMetrics>(QUERY.customMetrics);
      expect(customMetricsSchema.strict().parse(metrics)).toMatchObject({ error_count: 0, retry_count: 0 });
      expect(metrics.memory_usage).toBeGreaterThan(1);
    });
  });

  it('can be found by percent and tag', async () => {
    await lab.work(async () => {
      const handle = await lab.start({ user_id: 'bob', style: 'ink' });
      await handle.result();
      const { searchAttributes } = await handle.describe();
      expect(searchAttributes).toMatchObject({
        CustomProgress: [100],
        CustomTag: ['user:bob', 'style:ink', 'type:video', 'step:completed'],
      });
    });
  });

  it('stops after the picture when that is all that is wanted', async () => {
    await lab.work(async () => {
      const handle = await lab.start({ job_type: 'image' });
      await expect(handle.result()).resolves.toMatchObject({ video_url: null, submissions: 1 });
    });
    expect(await submissions()).toEqual([1, 0]);
  });

  it('starts from a given picture', async () => {
    await lab.work(async () => {
      const handle = await lab.start({ image_url: `${lab.mock.imageUrl}/picture.png` });
      await expect(handle.result()).resolves.toMatchObject({ image_urls: [], submissions: 1 });
    });
    expect(await submissions()).toEqual([0, 1]);
  });

  it.each([
    [
      'an invalid input',
      { width: 0, duration: -1 },
      /width must be at least 64; duration must be at least 1/,
    ],
    ['a prompt the content policy is against', { prompt: 'something forbidden' }, /prompt is refused/],
  ])('refuses %s before anything is paid for', async (_title, request, message) => {
    await lab.work(async () => {
      const handle = await lab.start(request);
      const failure = await readFailure(handle);
      expect(failure).toMatchObject({ type: 'InvalidRequest', message: expect.stringMatching(message) });
      expect(failure.result).toMatchObject({ status: 'failed', submissions: 0, attempts: 0 });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        progress: { status: 'failed' },
      });
    });
    expect(await submissions()).toEqual([0, 0]);
  });

  describe('when the provider fails', () => {
    it('tries again and says which try it is', async () => {
      await lab.mock.setFaults({ video: { fail_first: 1 } });
      await lab.work(async () => {
        const handle = await lab.start({});
        const retrying = await eventually(
          async () => {
            const progress = await lab.progress(handle);
            return progress.status === 'retrying' && progress;
          },
          { what: 'the job to be retrying' },
        );
        expect(retrying).toMatchObject({ step: 'video', message: expect.stringContaining('try 2') });
        expect(retrying.error_message).not.toBeNull();
        await expect(handle.result()).resolves.toMatchObject({ attempts: 3, submissions: 3 });
        await expect(handle.query(QUERY.customMetrics)).resolves.toMatchObject({
          error_count: 1,
          retry_count: 1,
        });
        await expect(lab.progress(handle)).resolves.toMatchObject({ error_message: null });
      });
      expect(await submissions()).toEqual([1, 2]);
    });

    it('gives up after the retries it may use, and keeps the picture that was paid for', async () => {
      await lab.mock.setFaults({ video: { failure_rate: 1 } });
      await lab.work(
        async () => {
          const handle = await lab.start({});
          const failure = await readFailure(handle);
          expect(failure.type).toBe('ProviderFailed');
          expect(failure.result).toMatchObject({
            status: 'failed',
            attempts: 3,
            submissions: 3,
            video_url: null,
          });
          expect(failure.result.assets.map(({ kind }) => kind)).toEqual(['image']);
        },
        { limits: { max_stage_retries: 1, job_timeout_seconds: 60, queue_timeout_seconds: 60 } },
      );
      expect(await submissions()).toEqual([1, 2]);
    });

    it('makes a task that was lost anew, without counting that as a retry', async () => {
      await lab.mock.setFaults({ image: { lose_task_rate: 1 } });
      await lab.work(
        async () => {
          const handle = await lab.start({ job_type: 'image' });
          await eventually(async () => (await lab.mock.stats('image')).submissions > 1, {
            what: 'a second submission',
          });
          await lab.mock.setFaults({ image: { lose_task_rate: 0 } });
          await expect(handle.result()).resolves.toMatchObject({ status: 'completed' });
        },
        { limits: { max_stage_retries: 0, job_timeout_seconds: 60, queue_timeout_seconds: 60 } },
      );
    });

    it('pays once for submissions whose answers are lost', async () => {
      await lab.mock.setFaults({ drop_after_accept_rate: 1, status_drop_rate: 0.3, status_error_rate: 0.2 });
      await lab.work(async () => {
        const handle = await lab.start({});
        await expect(handle.result()).resolves.toMatchObject({ submissions: 2 });
      });
      expect(await submissions()).toEqual([1, 1]);
    });
  });

  describe('when it is cancelled', () => {
    it.each([
      ['by the engine', (id: string) => lab.engine.client.workflow.getHandle(id).cancel()],
      ['by signal', (id: string) => lab.engine.client.workflow.getHandle(id).signal(SIGNAL.cancel)],
    ])('%s, it stops the task at the provider and ends cancelled', async (_title, cancel) => {
      await lab.mock.setFaults({ video: { stuck_rate: 1 } });
      await lab.work(async () => {
        const handle = await lab.start({});
        await eventually(async () => (await lab.mock.stats('video')).in_flight === 1, {
          what: 'the video to be made',
        });
        await cancel(handle.workflowId);
        await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
        await expect(handle.describe()).resolves.toMatchObject({ status: { name: 'CANCELLED' } });
        await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
          progress: { status: 'cancelled' },
          result: { status: 'cancelled', error: { type: 'Cancelled' }, assets: [{ kind: 'image' }] },
        });
      });
      await expect(lab.mock.stats('video')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
    });
  });

  it('ends by its own deadline, tidily', async () => {
    await lab.mock.setFaults({ video: { stuck_rate: 1 } });
    await lab.work(
      async () => {
        const handle = await lab.start({ image_url: `${lab.mock.imageUrl}/picture.png` });
        const failure = await readFailure(handle);
        expect(failure).toMatchObject({
          type: 'TimedOut',
          message: expect.stringContaining('JOB_TIMEOUT_SECONDS'),
        });
      },
      { limits: { max_stage_retries: 3, job_timeout_seconds: 4, queue_timeout_seconds: 60 } },
    );
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
  });

  describe('callbacks', () => {
    const slowPace = { minMs: 30_000, maxMs: 30_000, lastMs: 30_000 };

    it('are a hint to look at once', async () => {
      await lab.work(
        async () => {
          const handle = await lab.start({ image_url: `${lab.mock.imageUrl}/picture.png` });
          await eventually(async () => (await lab.mock.stats('video')).completed === 1, {
            what: 'the video to be made',
          });
          await handle.signal(SIGNAL.videoDone, callback);
          await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 1 });
        },
        { pace: slowPace },
      );
    });

    it('do no harm when they are early, repeated, late, malformed or about another try', async () => {
      await lab.mock.setFaults({ slow_progress: 4 });
      await lab.work(async () => {
        const handle = await lab.start({});
        for (const payload of [callback, null, 'x', { ...callback, attempt: 9 }])
          await handle.signal(SIGNAL.videoDone, payload);
        await eventually(async () => (await lab.mock.stats('video')).in_flight === 1, {
          what: 'the video to be made',
        });
        for (let repeat = 0; repeat < 5; repeat += 1) await handle.signal(SIGNAL.videoDone, callback);
        await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
      });
      expect(await submissions()).toEqual([1, 1]);
    });
  });

  it('takes progress from outside, but never backwards', async () => {
    // Shorter than what tells the workflow half-way by itself.
    await lab.mock.setFaults({ slow_progress: 19 });
    await lab.work(async () => {
      const handle = await lab.start({ job_type: 'image' });
      await eventually(async () => (await lab.progress(handle)).step === 'image', {
        what: 'the image stage',
      });
      await handle.signal(SIGNAL.updateProgress, { percent: 90, message: 'nearly there' });
      await handle.signal(SIGNAL.updateProgress, { percent: 10, step: 'completed', message: 7 });
      await eventually(async () => (await lab.progress(handle)).percent === 90, {
        what: 'the percent from outside',
      });
      await expect(lab.progress(handle)).resolves.toMatchObject({ step: 'image', message: 'nearly there' });
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow();
    });
  });

  describe('history', () => {
    const MOST_EVENTS = 37;
    const MOST_EVENTS_WITH_CALLBACK = 45;
    /** A long last stage tells the workflow once that it is half-way: a signal and the task that takes it. */
    const EVENTS_HALF_WAY = 4;

    it('is as short after 600 polls per stage as after 10', async () => {
      const pace = { minMs: 8, maxMs: 8 };
      const count = (slow_progress: number): Promise<number> =>
        lab.work(
          async () => {
            await lab.mock.reset({ slow_progress });
            const handle = await lab.start({});
            await handle.result();
            return lab.countEvents(handle);
          },
          { pace },
        );
      const few = await count(1);
      // 5 s a stage.
      const many = await count(25);
      expect(many).toBeLessThanOrEqual(MOST_EVENTS);
      expect(many - few).toBeLessThanOrEqual(EVENTS_HALF_WAY);
    });

    it('stays short with a callback', async () => {
      await lab.work(
        async () => {
          const handle = await lab.start({});
          await eventually(async () => (await lab.mock.stats('video')).completed === 1, {
            what: 'the video to be made',
          });
          await handle.signal(SIGNAL.videoDone, callback);
          await handle.result();
          expect(await lab.countEvents(handle)).toBeLessThanOrEqual(MOST_EVENTS_WITH_CALLBACK);
        },
        { pace: { minMs: 4_000, maxMs: 4_000, lastMs: 4_000 } },
      );
    });
  });
});
