import { createHash } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import {
  createKlingProxy,
  createWebhookNotifier,
  GenerationError,
  type VideoProvider,
} from '@genvideo/activities';
import { QUERY, toLateResultId, toLimiterId, type JobResult, type Progress } from '@genvideo/models';
import { jobResultSchema, jobStateSchema } from '@genvideo/models/schemas';
import { eventually, startHttpServer, type HttpServer } from '@genvideo/testing';
import { noteStages, openJobLab, readFailure, type JobLab, type WorkerChange } from '../test/job-lab';
import { openLimiterLab, type LimiterLab } from '../test/limiter-lab';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const LIMITS = { max_stage_retries: 0, job_timeout_seconds: 60, queue_timeout_seconds: 60 };

let lab: JobLab;
let limiter: LimiterLab;
let receiver: HttpServer;
let notices: { type: string; data: JobResult }[];
/** Whether the provider says that it has ended what it has ended. */
let isToldOfEnd: boolean;

beforeAll(async () => {
  lab = await openJobLab({ capacity: 1, reconcileSeconds: 1 });
  limiter = openLimiterLab(lab);
  receiver = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    notices.push(JSON.parse(body) as (typeof notices)[number]);
    response.end();
  });
});
afterAll(async () => {
  await receiver.close();
  await lab.close();
});
beforeEach(async () => {
  notices = [];
  isToldOfEnd = false;
  await lab.mock.reset();
});

/** A provider that has no way to cancel, and that takes as long as the spec wants. */
const createPatientProvider = (change: Partial<VideoProvider> = {}): VideoProvider => {
  const provider = createKlingProxy({ baseUrl: lab.mock.videoUrl, apiKey: null });
  return {
    ...provider,
    cancel: () => Promise.resolve('provider_cannot_cancel'),
    look: async (id, signal) => {
      const state = await provider.look(id, signal);
      return isToldOfEnd ? state : { status: 'processing', percent: 50 };
    },
    ...change,
  };
};

const work = <Output>(run: () => Promise<Output>, change: WorkerChange = {}): Promise<Output> =>
  lab.work(run, {
    videoProvider: createPatientProvider(),
    notices: {
      notifiers: { webhook: createWebhookNotifier({ secret: SECRET, allowPrivate: true }) },
      everyday: {},
    },
    ...change,
  });
const start = (request = {}): Promise<WorkflowHandle> => lab.start({ webhook_url: receiver.url, ...request });
const untilAtVideo = () =>
  eventually(async () => (await lab.mock.stats('video')).submissions === 1, {
    what: 'the video to be made',
    timeoutMs: 20_000,
  });
const openLate = async (handle: WorkflowHandle): Promise<WorkflowHandle> => {
  const { runId } = await handle.describe();
  return lab.engine.client.workflow.getHandle(
    toLateResultId({ workflow_id: handle.workflowId, run_id: runId }),
  );
};
const readLateResult = async (handle: WorkflowHandle): Promise<JobResult> =>
  jobResultSchema.parse(await (await openLate(handle)).result());
/** What a cancelled job wrote last: the engine keeps no result of one. */
const readCancelled = async (handle: WorkflowHandle): Promise<JobResult> => {
  await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  return jobResultSchema.parse((await lab.readState(handle.workflowId)).result);
};
/** How often the limiter has looked at its holders. */
const countLooks = async (): Promise<number> => {
  const { events } = await lab.engine.client.workflow.getHandle(toLimiterId(lab.taskQueue)).fetchHistory();
  return (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType?.name === 'reconcilePermits',
  ).length;
};
const untilNoticed = (...types: string[]) =>
  eventually(() => types.every((type) => notices.some((notice) => notice.type === type)), {
    what: `notices of ${types.join(', ')}`,
    timeoutMs: 30_000,
  });
const untilEmpty = () => limiter.until('the permit to be back', ({ held, waiting }) => held + waiting === 0);

async function expectKept({ assets, video_url }: JobResult): Promise<void> {
  expect(assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
  expect(video_url).toBe(assets[1]?.url);
  for (const { url, sha256 } of assets)
    expect(
      createHash('sha256')
        .update(await lab.readResult(url))
        .digest('hex'),
    ).toBe(sha256);
}

describe('a job that is cancelled where the provider cannot cancel', () => {
  it('ends at once and says so, keeps its permit until the provider has ended, and its video is kept', async () => {
    await work(async () => {
      const handle = await start();
      await untilAtVideo();
      await handle.cancel();
      const result = await readCancelled(handle);
      expect(result).toMatchObject({
        ...{ status: 'cancelled', cancel_outcome: 'provider_cannot_cancel', video_url: null },
        late: { state: 'awaited', stage: 'video', assets: [] },
        error: { type: 'Cancelled', message: expect.stringContaining('cannot cancel its task') },
      });
      const told = { message: expect.stringContaining('cannot cancel its task'), status: 'cancelled' };
      await expect(handle.query<Progress>(QUERY.progress)).resolves.toMatchObject(told);
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({ progress: told });

      const next = await lab.start({ job_type: 'image' });
      const before = await countLooks();
      await eventually(async () => (await countLooks()) > before + 1, {
        what: 'the limiter to look twice',
        timeoutMs: 30_000,
      });
      await expect(limiter.snapshot()).resolves.toMatchObject({
        holders: [{ workflow_id: handle.workflowId }],
        waiting: 1,
      });

      isToldOfEnd = true;
      const late = await readLateResult(handle);
      expect(late).toMatchObject({
        status: 'cancelled',
        late: { state: 'kept', assets: [{ kind: 'video' }] },
      });
      await expectKept(late);
      const state = jobStateSchema.parse(await lab.readState(handle.workflowId));
      expect(state).toMatchObject({ result: late, progress: { asset_url: late.video_url } });
      await next.result();
      await untilNoticed('job.cancelled', 'job.late_result');
      expect(notices.find(({ type }) => type === 'job.late_result')?.data).toEqual(late);
      await untilEmpty();
    });
  });
});

describe('a job that runs out of time', () => {
  it('has its video kept when it comes, by whichever worker there is', async () => {
    const handle = await work(
      async () => {
        const started = await start();
        const { type, result } = await readFailure(started);
        expect({ type, result }).toMatchObject({
          type: 'TimedOut',
          result: { cancel_outcome: 'provider_cannot_cancel', late: { state: 'awaited' } },
        });
        return started;
      },
      { limits: { ...LIMITS, job_timeout_seconds: 3 } },
    );
    isToldOfEnd = true;
    await work(async () => {
      const late = await readLateResult(handle);
      expect(late).toMatchObject({ status: 'failed', late: { state: 'kept' } });
      await expectKept(late);
      await untilEmpty();
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1 });
  });
});

describe('a cancel that the provider does not answer', () => {
  it('does not keep the job waiting, and is asked for again until it is answered', async () => {
    const down = new GenerationError('ServiceUnavailable', 'The provider is away');
    const provider = createKlingProxy({ baseUrl: lab.mock.videoUrl, apiKey: null });
    const videoProvider = createPatientProvider({
      cancel: (id, signal) => (isToldOfEnd ? provider.cancel(id, signal) : Promise.reject(down)),
    });
    await lab.mock.setFaults({ video: { stuck_rate: 1 } });
    await work(
      async () => {
        const handle = await start();
        await untilAtVideo();
        await handle.cancel();
        await expect(readCancelled(handle)).resolves.toMatchObject({
          cancel_outcome: null,
          late: { state: 'awaited' },
        });
        await expect(limiter.snapshot()).resolves.toMatchObject({ held: 1 });
        isToldOfEnd = true;
        await expect(readLateResult(handle)).resolves.toMatchObject({
          cancel_outcome: 'cancelled_at_provider',
          late: { state: 'nothing', assets: [] },
        });
        await untilEmpty();
      },
      { videoProvider, stopPatienceMs: 0 },
    );
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ cancelled: 1, in_flight: 0 });
  });
});

describe('a task that never ends', () => {
  it.each<[string, WorkerChange, (late: WorkflowHandle) => Promise<unknown>]>([
    ['is given up when its time is over', { lateResultLimitMs: 500 }, () => Promise.resolve()],
    ['is given up when somebody ends the waiting', {}, (late) => late.cancel()],
  ])('%s, and its permit comes back', async (_title, change, end) => {
    await work(async () => {
      const handle = await start();
      await untilAtVideo();
      await handle.cancel();
      await readCancelled(handle);
      await end(await openLate(handle));
      const { late, assets } = await readLateResult(handle);
      expect(late).toMatchObject({ state: 'given_up', message: expect.stringContaining('watched no more') });
      expect(assets).toMatchObject([{ kind: 'image' }]);
      await untilEmpty();
    }, change);
  });
});

describe('a job that is cancelled before anything was submitted', () => {
  it('says so', async () => {
    await work(async () => {
      await limiter.update('pause');
      const handle = await start();
      await limiter.until('it to wait', ({ waiting }) => waiting === 1);
      await handle.cancel();
      await expect(readCancelled(handle)).resolves.toMatchObject({
        cancel_outcome: 'cancelled_before_submit',
        late: null,
        submissions: 0,
      });
      await limiter.update('resume');
    });
  });
});

const { seen, logger } = noteStages();

describe.each([
  {
    by: 'by its last stage',
    change: { logger },
    isStoring: () => seen.includes('video'),
    // Its task is taken for one that still runs, and this provider says to each cancel that it cannot.
    cancel_outcome: 'provider_cannot_cancel',
  },
  {
    by: 'by an activity of their own',
    change: { storeAtOnceMs: 100 },
    isStoring: async (handle: WorkflowHandle) => (await lab.progress(handle)).step === 'processing',
    cancel_outcome: 'already_ended',
  },
])('a job that is terminated while its files are stored $by', ({ change, isStoring, cancel_outcome }) => {
  it('has its record put right, its end told, and what was paid for kept', async () => {
    isToldOfEnd = true;
    await lab.mock.setFaults({ download_delay_ms: 60_000 });
    await work(async () => {
      const handle = await start();
      await eventually(() => isStoring(handle), { what: 'the files to be stored', timeoutMs: 20_000 });
      await handle.terminate('by hand');
      await lab.mock.setFaults({ download_delay_ms: 0 });
      await untilNoticed('job.cancelled', 'job.late_result');
      const late = await readLateResult(handle);
      expect(late).toMatchObject({
        ...{ status: 'cancelled', cancel_outcome, submissions: 2 },
        error: { message: expect.stringContaining('Terminated from outside') },
        late: { state: 'kept' },
      });
      await expectKept(late);
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        progress: { status: 'cancelled' },
        result: late,
      });
      await untilEmpty();
    }, change);
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1 });
  });
});
