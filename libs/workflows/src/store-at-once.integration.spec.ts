import type { WorkflowHandle } from '@temporalio/client';
import { QUERY, type JobResult, type JobStatus } from '@genvideo/models';
import { eventually } from '@genvideo/testing';
import { noteStages, openJobLab, type JobLab } from '../test/job-lab';

let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const readActivities = async (handle: WorkflowHandle): Promise<string[]> =>
  ((await handle.fetchHistory()).events ?? []).flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
  );

const readSteps = async (handle: WorkflowHandle): Promise<string[]> => {
  const { progress_history } = await handle.query<JobStatus>(QUERY.status);
  return [...new Set(progress_history.map(({ step }) => step))];
};

const STEPS = ['pending', 'image', 'video', 'processing', 'completed'];

describe('a job whose files are soon stored', () => {
  it('ends with its last stage, and tells of all its steps', async () => {
    await lab.work(async () => {
      const handle = await lab.start({});
      const result = (await handle.result()) as JobResult;
      expect(result).toMatchObject({ status: 'completed', attempts: 2, submissions: 2, error: null });
      expect(result.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
      await expect(readActivities(handle)).resolves.toEqual(['makeImage', 'makeVideo']);
      await expect(readSteps(handle)).resolves.toEqual(STEPS);
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        progress: { step: 'completed', status: 'completed', percent: 100, error_message: null },
        result,
      });
    });
  });

  it('counts its tries and submissions as every job', async () => {
    await lab.mock.setFaults({ video: { fail_first: 1 } });
    await lab.work(async () => {
      const handle = await lab.start({});
      const result = (await handle.result()) as JobResult;
      expect(result).toMatchObject({ attempts: 3, submissions: 3 });
      await expect(readActivities(handle)).resolves.toEqual(['makeImage', 'makeVideo', 'makeVideo']);
      const { progress } = await lab.readState(handle.workflowId);
      expect(progress).toMatchObject({ status: 'completed', error_message: null });
    });
  });

  it('takes a cancellation too late that comes while they are stored', async () => {
    await lab.mock.setFaults({ download_delay_ms: 1_500 });
    const { seen, logger } = noteStages();
    await lab.work(
      async () => {
        const handle = await lab.start({});
        await eventually(() => seen.includes('video'), { what: 'the end of the video to be seen' });
        await handle.cancel();
        await expect(handle.result()).resolves.toMatchObject({ status: 'completed' });
        await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
          progress: { status: 'completed' },
        });
      },
      { logger },
    );
  });
});

describe('a job whose files take longer', () => {
  it('stores them in an activity of its own, and says so meanwhile', async () => {
    await lab.mock.setFaults({ download_delay_ms: 1_500 });
    await lab.work(
      async () => {
        const handle = await lab.start({});
        await eventually(async () => (await lab.progress(handle)).step === 'processing', {
          what: 'the files to be stored',
        });
        await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
        await expect(readActivities(handle)).resolves.toEqual(['makeImage', 'makeVideo', 'finishJob']);
        await expect(readSteps(handle)).resolves.toEqual(STEPS);
      },
      { storeAtOnceMs: 200 },
    );
  });

  it('does not pay again where a file cannot be had at first', async () => {
    await lab.mock.setFaults({ video: { media_missing_rate: 1 } });
    await lab.work(
      async () => {
        const handle = await lab.start({});
        await eventually(async () => (await readActivities(handle)).includes('finishJob'), {
          what: 'the file to be missed',
        });
        await lab.mock.setFaults({ video: { media_missing_rate: 0 } });
        await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
      },
      { storeAtOnceMs: 200, filePausesMs: Array<number>(50).fill(200) },
    );
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1 });
  });
});

describe('a job that waits for its permit', () => {
  const JOBS = 70;

  /** How long a job's first wait for its permit was to last, in seconds. */
  const readPatience = async (handle: WorkflowHandle): Promise<number> => {
    const { events } = await handle.fetchHistory();
    const [timer] = (events ?? []).flatMap((event) => event.timerStartedEventAttributes ?? []);
    return Number(timer?.startToFireTimeout?.seconds ?? 0) + (timer?.startToFireTimeout?.nanos ?? 0) / 1e9;
  };

  it('asks again the later, the more jobs wait with it', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const handles: WorkflowHandle[] = [];
      for (let job = 0; job < JOBS; job += 1) handles.push(await lab.start({ job_type: 'image' }));
      const waits = await eventually(
        async () => {
          const all = await Promise.all(handles.map(readPatience));
          return all.every((seconds) => seconds > 0) && all;
        },
        { what: 'all to wait' },
      );
      expect(Math.min(...waits)).toBe(5);
      expect(Math.max(...waits)).toBeGreaterThan(5);
      await Promise.all(handles.map((handle) => handle.terminate()));
    });
  });
});
