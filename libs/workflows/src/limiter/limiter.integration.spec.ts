import type { WorkflowHandle } from '@temporalio/client';
import { LIMITER, SIGNAL, toLimiterId } from '@genvideo/models';
import { limiterSnapshotSchema } from '@genvideo/models/schemas';
import { eventually, type MockStats } from '@genvideo/testing';
import { openJobLab, readFailure, type JobLab } from '../../test/job-lab';
import { openLimiterLab, type LimiterLab } from '../../test/limiter-lab';

const CAPACITY = 3;
let lab: JobLab;
let limiter: LimiterLab;
beforeAll(async () => {
  lab = await openJobLab({ capacity: CAPACITY, reconcileSeconds: 1, keepsWorker: true });
  limiter = openLimiterLab(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const start = (count: number, request = {}): Promise<WorkflowHandle[]> =>
  Promise.all(Array.from({ length: count }, () => lab.start(request)));
const finish = (handles: WorkflowHandle[]): Promise<unknown[]> =>
  Promise.all(handles.map((handle) => handle.result()));
const stats = async (): Promise<[MockStats, MockStats]> => [
  await lab.mock.stats('image'),
  await lab.mock.stats('video'),
];
const inFlight = async (): Promise<number> =>
  (await stats()).reduce((sum, { in_flight }) => sum + in_flight, 0);
const untilRunning = (count: number) =>
  eventually(async () => (await inFlight()) === count, {
    what: `${count} tasks at the provider`,
    timeoutMs: 20_000,
  });
const untilEmpty = () =>
  limiter.until('all permits to be back', ({ held, waiting }) => held === 0 && waiting === 0);

describe('the limit', () => {
  it("is used in full and never exceeded, by the provider's own count, and every permit comes back", async () => {
    // Long enough that tasks meet, also on a busy machine.
    await lab.mock.setFaults({ slow_progress: 4 });
    await lab.work(async () => {
      await finish(await start(12));
      await untilEmpty();
    });
    const [{ max_in_flight_all, submissions }] = await stats();
    expect({ max_in_flight_all, submissions }).toEqual({ max_in_flight_all: CAPACITY, submissions: 12 });
  });

  it('can be raised and lowered while jobs run, and kills nothing', async () => {
    // Long enough that none has ended when the capacity is changed; those that begin after that are quick.
    await lab.mock.setFaults({ slow_progress: 30 });
    await lab.work(async () => {
      const jobs = await start(8, { job_type: 'image' });
      await untilRunning(CAPACITY);
      await expect(limiter.update(LIMITER.update.setCapacity, 6)).resolves.toMatchObject({ capacity: 6 });
      await untilRunning(6);
      await lab.mock.setFaults({ slow_progress: 1 });
      await expect(limiter.update(LIMITER.update.setCapacity, 1)).resolves.toMatchObject({
        capacity: 1,
        held: 6,
      });
      await finish(jobs);
      await limiter.update(LIMITER.update.setCapacity, CAPACITY);
    });
    const [image] = await stats();
    expect(image).toMatchObject({ completed: 8, cancelled: 0, max_in_flight: 6 });
  });

  it.each([
    [0, /at least 1.*pause/],
    [-3, /at least 1/],
    [10_001, /at most 10000/],
    [1.5, /whole number/],
    ['ten', /whole number/],
    [null, /whole number/],
  ])('refuses a capacity of %j in words', async (capacity, words) => {
    await lab.work(async () => {
      const attempt = limiter.update(LIMITER.update.setCapacity, capacity);
      await expect(attempt).rejects.toMatchObject({ cause: { message: expect.stringMatching(words) } });
    });
  });

  it('can be paused and resumed', async () => {
    await lab.work(async () => {
      await limiter.update(LIMITER.update.pause);
      const jobs = await start(2, { job_type: 'image' });
      await limiter.until('both to wait', ({ waiting, held }) => waiting === 2 && held === 0);
      expect(await inFlight()).toBe(0);
      await limiter.update(LIMITER.update.resume);
      await finish(jobs);
    });
  });

  it('shows who holds, who waits and for how long', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const jobs = [
        ...(await start(CAPACITY, { user_id: 'ann' })),
        ...(await start(2, { user_id: 'bob', priority: 5 })),
      ];
      const seen = await limiter.until(
        'the queue',
        ({ held, waiting }) => held === CAPACITY && waiting === 2,
      );
      expect(limiterSnapshotSchema.strict().parse(seen)).toMatchObject({
        pool: lab.taskQueue,
        waiting_by_user: expect.any(Object),
        grants_per_minute: expect.any(Number),
      });
      expect(Object.values(seen.waiting_by_user).reduce((sum, count) => sum + count, 0)).toBe(2);
      await Promise.all(jobs.map((job) => job.cancel()));
      await untilEmpty();
    });
  });
});

describe('a job that waits', () => {
  it('knows its place and when it is likely to start', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const holders = await start(CAPACITY);
      await untilRunning(CAPACITY);
      const waiting = await lab.start({ priority: 5 });
      const progress = await eventually(
        async () => {
          const now = await lab.progress(waiting);
          return now.message.includes('place 1 of 1') && now;
        },
        { what: 'the place in the queue', timeoutMs: 20_000 },
      );
      expect(progress).toMatchObject({ step: 'pending', status: 'pending' });
      expect(progress.message).toMatch(/expected to start at \d{4}-/);
      await Promise.all([...holders, waiting].map((job) => job.cancel()));
      await untilEmpty();
    });
  });

  it('leaves the queue at once when it is cancelled, and was never paid for', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const holders = await start(CAPACITY);
      await untilRunning(CAPACITY);
      const waiting = await lab.start({});
      await limiter.until('it to wait', (seen) => seen.waiting === 1);
      await waiting.cancel();
      await expect(waiting.result()).rejects.toThrow();
      await limiter.until('it to have left', ({ waiting, held }) => waiting === 0 && held === CAPACITY);
      await Promise.all(holders.map((job) => job.cancel()));
      await untilEmpty();
    });
    const [image] = await stats();
    expect(image.submissions).toBe(CAPACITY);
  });

  it('gives up tidily when it has waited for too long', async () => {
    await lab.work(
      async () => {
        await limiter.update(LIMITER.update.pause);
        const failure = await readFailure(await lab.start({}));
        expect(failure).toMatchObject({
          type: 'TimedOut',
          message: expect.stringContaining('QUEUE_TIMEOUT_SECONDS'),
        });
        await limiter.update(LIMITER.update.resume);
        await limiter.until('it to have left the queue', ({ waiting }) => waiting === 0);
      },
      { limits: { max_stage_retries: 0, job_timeout_seconds: 60, queue_timeout_seconds: 1 } },
    );
  });
});

describe('a permit', () => {
  const lose: [string, (job: WorkflowHandle) => Promise<unknown>][] = [
    ['terminated', (job) => job.terminate('from outside')],
    ['cancelled', (job) => job.cancel()],
    ['cancelled by signal', (job) => job.signal(SIGNAL.cancel)],
  ];
  it.each(lose)(
    'comes back when its holder is %s, and the task at the provider is stopped',
    async (_title, end) => {
      await lab.mock.setFaults({ stuck_rate: 1 });
      await lab.work(async () => {
        const jobs = await start(CAPACITY);
        await untilRunning(CAPACITY);
        await Promise.all(jobs.map(end));
        await untilEmpty();
        const [image] = await stats();
        expect(image).toMatchObject({ cancelled: CAPACITY, in_flight: 0, max_in_flight: CAPACITY });
        // A permit comes back before the record is closed.
        for (const { workflowId } of jobs)
          await eventually(
            async () => {
              const { progress, result } = await lab.readState(workflowId);
              expect([progress.status, result?.status]).toEqual(['cancelled', 'cancelled']);
              return true;
            },
            { what: 'the state file to be right' },
          );
      });
    },
  );

  it('comes back when the engine ends its holder for its time', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const job = await lab.start({}, { workflowExecutionTimeout: '6 seconds' });
      await untilRunning(1);
      await expect(job.result()).rejects.toThrow();
      await untilEmpty();
      await expect(lab.readState(job.workflowId)).resolves.toMatchObject({
        result: { error: { type: 'TimedOut' } },
      });
    });
    const [image] = await stats();
    expect(image).toMatchObject({ cancelled: 1, in_flight: 0 });
  });

  it('stays with a job that is reset, and the limit holds', async () => {
    await lab.mock.setFaults({ slow_progress: 10 });
    await lab.work(async () => {
      const jobs = await start(CAPACITY + 1, { job_type: 'image' });
      await untilRunning(CAPACITY);
      const holders = (await limiter.snapshot()).holders.map(({ workflow_id }) => workflow_id);
      const holder = jobs.find(({ workflowId }) => holders.includes(workflowId)) as WorkflowHandle;
      const { runId } = await holder.describe();
      const { events } = await holder.fetchHistory();
      const lastTask = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes).at(-1);
      await lab.engine.client.workflowService.resetWorkflowExecution({
        namespace: 'default',
        workflowExecution: { workflowId: holder.workflowId, runId },
        reason: 'to try',
        workflowTaskFinishEventId: lastTask?.eventId ?? null,
        requestId: runId,
      });
      await finish(jobs.map(({ workflowId }) => lab.engine.client.workflow.getHandle(workflowId)));
      await untilEmpty();
    });
    const [image] = await stats();
    expect(image).toMatchObject({ submissions: CAPACITY + 1, max_in_flight: CAPACITY });
  });
});

describe('traffic that makes no sense', () => {
  it('costs nobody a permit: unknown jobs are found out, what is not held cannot be released', async () => {
    await lab.work(async () => {
      const finished = await lab.start({ job_type: 'image' });
      await finished.result();
      const nobody = (workflow_id: string) => ({ workflow_id, user_id: 'eve', priority: 1 });
      await lab.engine.client.workflow.getHandle(toLimiterId(lab.taskQueue)).signal(LIMITER.signal.traffic, {
        acquire: [nobody('never-was'), nobody(finished.workflowId)],
        release: ['not-held', 'never-was-either'],
      });
      await finish(await start(CAPACITY, { job_type: 'image' }));
      await untilEmpty();
    });
  });
});

describe('twenty holders that are terminated at once', () => {
  const TWENTY = 20;

  it('make room for twenty others, and their tasks are stopped before that', async () => {
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      await limiter.update(LIMITER.update.setCapacity, TWENTY);
      const jobs = await start(2 * TWENTY, { job_type: 'image' });
      await untilRunning(TWENTY);
      const holders = (await limiter.snapshot()).holders.map(({ workflow_id }) => workflow_id);
      const handles = holders.map((id) => lab.engine.client.workflow.getHandle(id));
      await Promise.all(handles.map((handle) => handle.terminate('from outside')));
      await eventually(async () => (await stats())[0].cancelled === TWENTY, {
        what: 'the sweep',
        timeoutMs: 30_000,
      });
      await untilRunning(TWENTY);
      const [image] = await stats();
      expect(image).toMatchObject({ submissions: 2 * TWENTY, max_in_flight: TWENTY });
      const rest = jobs.filter(({ workflowId }) => !holders.includes(workflowId));
      await Promise.all(rest.map((job) => job.cancel()));
      await untilEmpty();
      await limiter.update(LIMITER.update.setCapacity, CAPACITY);
    });
  });
});

describe('a limiter that was ended by hand', () => {
  it('comes back with the truth from the jobs: nobody runs twice, nobody is forgotten', async () => {
    await lab.mock.setFaults({ slow_progress: 20 });
    await lab.work(async () => {
      const requests = await Promise.all([lab.startRequest('image'), lab.startRequest('image')]);
      const jobs = [...requests, ...(await start(CAPACITY + 1, { job_type: 'image' }))];
      await limiter.until('the queue', ({ held, waiting }) => held === CAPACITY && waiting === 3);
      await limiter.terminate();
      await finish(jobs);
      await untilEmpty();
    });
    const [image] = await stats();
    expect(image).toMatchObject({ submissions: CAPACITY + 3, max_in_flight: CAPACITY });
  });
});
