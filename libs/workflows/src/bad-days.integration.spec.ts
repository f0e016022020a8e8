import { mkdir, rm, writeFile } from 'node:fs/promises';
import { SIGNAL } from '@genvideo/models';
import { eventually, uniqueId } from '@genvideo/testing';
import { openJobLab, readFailure, type JobLab } from '../test/job-lab';

let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const limits = (change: Partial<{ max_stage_retries: number; job_timeout_seconds: number }> = {}) => ({
  limits: { max_stage_retries: 3, job_timeout_seconds: 60, queue_timeout_seconds: 60, ...change },
});
const untilInFlight = (stage: 'image' | 'video') =>
  eventually(async () => (await lab.mock.stats(stage)).in_flight === 1, { what: `the ${stage} to be made` });

describe('a job', () => {
  it('pays once when a callback comes too early and its provider cannot look submissions up', async () => {
    await lab.mock.setFaults({ ignore_idempotency: true, slow_progress: 6 });
    await lab.work(async () => {
      const handle = await lab.start({});
      await untilInFlight('video');
      await handle.signal(SIGNAL.videoDone, {
        stage: 'video',
        attempt: 1,
        task_id: 'x',
        status: 'completed',
      });
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1, max_in_flight: 1 });
  });

  it('gets over a provider that stumbles just when a callback has come', async () => {
    await lab.mock.setFaults({ slow_progress: 6 });
    await lab.work(async () => {
      const handle = await lab.start({});
      await untilInFlight('video');
      await lab.mock.setFaults({ status_error_rate: 1 });
      await handle.signal(SIGNAL.videoDone, {
        stage: 'video',
        attempt: 1,
        task_id: 'x',
        status: 'completed',
      });
      await eventually(async () => (await lab.countEvents(handle)) > 30, {
        what: 'the callback to be taken',
      });
      await lab.mock.setFaults({ status_error_rate: 0 });
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
    });
  });

  it('ends cancelled when it is cancelled, whatever it stumbles over on its way out', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const handle = await lab.start({});
      await untilInFlight('image');
      await lab.mock.setFaults({ status_error_rate: 1 });
      await handle.cancel();
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      await expect(handle.describe()).resolves.toMatchObject({ status: { name: 'CANCELLED' } });
    });
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
  });

  it('stops its task at the provider although its results folder cannot be written', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const handle = await lab.start({});
      await untilInFlight('image');
      const folder = lab.toFolder(handle.workflowId);
      await rm(folder, { recursive: true });
      await writeFile(folder, 'a file where the folder should be');
      await handle.cancel();
      await eventually(async () => (await lab.mock.stats('image')).cancelled === 1, {
        what: 'the task to be stopped',
      });
      await rm(folder);
      await mkdir(folder);
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        progress: { status: 'cancelled' },
      });
    });
  });

  it('leaves no task behind when its time ends in the middle of a submission', async () => {
    await lab.mock.setFaults({ stuck_rate: 1, submit_delay_before_accept_ms: 5_000 });
    await lab.work(
      async () => {
        const failure = await readFailure(await lab.start({}));
        expect(failure).toMatchObject({ type: 'TimedOut', result: { submissions: 1 } });
      },
      limits({ job_timeout_seconds: 3 }),
    );
    await expect(lab.mock.stats('image')).resolves.toMatchObject({
      submissions: 1,
      cancelled: 1,
      in_flight: 0,
    });
  });

  it('keeps what is ready when its time is over', async () => {
    await lab.work(
      async () => {
        const failure = await readFailure(await lab.start({}));
        expect(failure.type).toBe('TimedOut');
        expect(failure.result.assets.map(({ kind }) => kind)).toEqual(['image']);
      },
      { ...limits({ job_timeout_seconds: 4 }), pace: { minMs: 30_000, maxMs: 30_000, lastMs: 30_000 } },
    );
  });

  it('keeps the good files when one is bad', async () => {
    await lab.mock.setFaults({ video: { html_media_rate: 1 } });
    await lab.work(async () => {
      const failure = await readFailure(await lab.start({}));
      expect(failure.type).toBe('ContractViolation');
      expect(failure.result.assets.map(({ kind }) => kind)).toEqual(['image']);
    });
  });

  it('is asked to wait no time at all, and goes on all the same', async () => {
    await lab.mock.setFaults({ rate_limit_rate: 1 });
    await lab.work(async () => {
      const handle = await lab.start({});
      await eventually(async () => ((await handle.describe()).raw.pendingActivities?.[0]?.attempt ?? 0) > 1, {
        what: 'a second try of the submission',
      });
      await lab.mock.setFaults({ rate_limit_rate: 0 });
      await expect(handle.result()).resolves.toMatchObject({ submissions: 2 });
    });
  });

  it.each([
    ['null', null],
    ['a text', 'abc'],
    ['a list', [1]],
    ['nothing', undefined],
  ])('fails at once and in words when its input is %s', async (_title, input) => {
    await lab.work(async () => {
      const handle = await lab.engine.client.workflow.start('GenVideoWorkflow', {
        taskQueue: lab.taskQueue,
        workflowId: uniqueId('job'),
        args: [input],
      });
      await expect(readFailure(handle)).resolves.toMatchObject({
        type: 'InvalidRequest',
        message: expect.stringMatching(/must be an object|is missing/),
        result: { status: 'failed' },
      });
    });
  });

  it('fails at once and in words when its id could not be the name of a folder', async () => {
    await lab.work(async () => {
      const handle = await lab.engine.client.workflow.start('GenVideoWorkflow', {
        taskQueue: lab.taskQueue,
        workflowId: `../${uniqueId('job')}`,
        args: [{ prompt: 'a fox', user_id: 'ann' }],
      });
      await expect(readFailure(handle)).resolves.toMatchObject({
        type: 'InvalidRequest',
        message: expect.stringContaining('workflow id'),
      });
    });
  });

  it('does not take progress from outside that its own schema does not allow', async () => {
    // Shorter than what tells the workflow half-way by itself.
    await lab.mock.setFaults({ slow_progress: 19 });
    await lab.work(async () => {
      const handle = await lab.start({ job_type: 'image' });
      await untilInFlight('image');
      const nonsense = {
        percent: 100,
        asset_url: 'javascript:alert(1)',
        estimated_completion: '1',
        message: 'seen',
      };
      await handle.signal(SIGNAL.updateProgress, nonsense);
      const progress = await eventually(
        async () => {
          const now = await lab.progress(handle);
          return now.message === 'seen' && now;
        },
        { what: 'the update' },
      );
      expect(progress).toMatchObject({ asset_url: null });
      expect(progress.percent).toBeLessThan(100);
      expect(progress.estimated_completion).not.toBe('1');
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow();
    });
  });
});
