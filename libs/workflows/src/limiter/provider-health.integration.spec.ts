import type { WorkflowHandle } from '@temporalio/client';
import { toProviderPool, type ProviderHealth } from '@genvideo/models';
import { providerHealthSchema } from '@genvideo/models/schemas';
import { eventually } from '@genvideo/testing';
import { openJobLab, readFailure, type JobLab } from '../../test/job-lab';
import { openProviderLab, type ProviderLab } from '../../test/provider-lab';

let lab: JobLab;
let provider: ProviderLab;
beforeEach(async () => {
  lab = await openJobLab({ capacity: 8, reconcileSeconds: 1 });
  provider = await openProviderLab(lab);
});
afterEach(() => lab.close());

const start = (count: number): Promise<WorkflowHandle[]> =>
  Promise.all(Array.from({ length: count }, () => lab.start({ job_type: 'image' })));
const finish = (jobs: WorkflowHandle[]) =>
  Promise.all(jobs.map((job) => job.result() as Promise<{ status: string }>));
const isIdle = ({ in_flight, waiting }: ProviderHealth): boolean => in_flight + waiting === 0;
const untilIdle = () => provider.until('all permits to be back', isIdle);
const untilTasks = (count: number) =>
  eventually(async () => (await lab.mock.stats('image')).in_flight === count, {
    what: `${count} tasks at the provider`,
    timeoutMs: 30_000,
  });

async function expectDone(jobs: WorkflowHandle[]): Promise<void> {
  const results = await finish(jobs);
  expect(results.map(({ status }) => status)).toEqual(jobs.map(() => 'completed'));
  await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: jobs.length });
  await untilIdle();
}

describe("a provider's own limit", () => {
  it("is held by the provider's own count, while that of the system is higher, and costs no events", async () => {
    const [plain] = await lab.work(async () => {
      const jobs = await start(1);
      await finish(jobs);
      return jobs;
    });
    await provider.configure(2);
    await lab.work(async () => {
      const [first] = await start(1);
      await first?.result();
      expect(first && (await lab.countEvents(first))).toBe(plain && (await lab.countEvents(plain)));
      await finish(await start(6));
      await expect(untilIdle()).resolves.toMatchObject({ configured_limit: 2, effective_limit: 2 });
    }, provider.limitOnly);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: 8, max_in_flight: 2 });
  });

  it('outlives its limiter, and comes back from jobs that were ended from outside', async () => {
    await provider.configure(1);
    await lab.mock.setFaults({ stuck_rate: 1 });
    await lab.work(async () => {
      const jobs = await start(3);
      const isFull = ({ in_flight, waiting }: ProviderHealth) => in_flight === 1 && waiting === 2;
      await provider.until('one to run', isFull);
      await untilTasks(1);
      const [holder] = await provider.holders();
      await provider.terminate();
      await provider.configure(1);
      await provider.until('the jobs to have said what they are to it', isFull);
      expect(await provider.holders()).toEqual([holder]);
      await lab.mock.setFaults({ stuck_rate: 0 });
      await lab.engine.client.workflow.getHandle(holder ?? '').terminate();
      await finish(jobs.filter(({ workflowId }) => workflowId !== holder));
      await untilIdle();
    }, provider.limitOnly);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: 3, max_in_flight: 1 });
  });

  it('is left to the next worker when one goes, and nothing is paid for twice', async () => {
    await provider.configure(2);
    await lab.mock.setFaults({ slow_progress: 20 });
    const jobs = await lab.work(async () => {
      const started = await start(3);
      await untilTasks(2);
      return started;
    }, provider.limitOnly);
    await lab.work(() => expectDone(jobs), provider.limitOnly);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ max_in_flight: 2 });
  });
});

describe('a provider in trouble', () => {
  it('is given nothing, then one task, then all that waits, and nobody fails or pays twice', async () => {
    await lab.mock.setFaults({ maintenance_ms: 600_000 });
    await lab.work(async () => {
      const jobs = await start(3);
      const open = await provider.until(
        'it to be given nothing',
        ({ state, waiting }) => state === 'open' && waiting === 3,
      );
      expect(providerHealthSchema.strict().parse(open)).toMatchObject({
        ...{ provider: 'kling', stage: 'image', pool: toProviderPool(lab.taskQueue, 'image') },
        ...{ effective_limit: 0, configured_limit: null, cause: { trouble: 'maintenance' } },
      });
      const isSaid = async (job: WorkflowHandle): Promise<boolean> => {
        const { step, message } = await lab.progress(job);
        return step === 'image' && /^Waiting for kling: .*5001/.test(message);
      };
      for (const job of jobs) await eventually(() => isSaid(job), { what: 'it to be said' });
      await lab.mock.setFaults({ maintenance_ms: 0 });
      await expectDone(jobs);
      await expect(provider.health()).resolves.toMatchObject({ state: 'closed', cause: null });
    }, provider.change);
  });

  it('keeps nobody whose job is cancelled or out of time, and was never paid', async () => {
    await lab.mock.setFaults({ kling_codes: { 1101: 1 } });
    const limits = { max_stage_retries: 3, job_timeout_seconds: 10, queue_timeout_seconds: 60 };
    await lab.work(
      async () => {
        const [late, cancelled] = await start(2);
        await provider.until('one to wait', ({ state, waiting }) => state === 'open' && waiting > 0);
        await cancelled?.cancel();
        await expect(cancelled?.result()).rejects.toThrow();
        expect(late && (await readFailure(late))).toMatchObject({
          ...{ type: 'TimedOut', message: expect.stringContaining('Waiting for kling') },
          result: { submissions: 0 },
        });
        await untilIdle();
      },
      { ...provider.change, limits },
    );
  });
});

describe('a provider that takes so many tasks at once', () => {
  it('is asked for fewer once it has said so, and its refusals are no retries', async () => {
    await lab.mock.setFaults({ concurrency_limit: 2, slow_progress: 10 });
    await lab.work(async () => {
      const jobs = await start(6);
      await provider.until(
        'it to be known',
        ({ effective_limit, cause }) => effective_limit !== null && cause?.trouble === 'too_many',
      );
      await expectDone(jobs);
    }, provider.change);
    const { max_in_flight, refused_over_limit } = await lab.mock.stats('image');
    expect(max_in_flight).toBe(2);
    expect(refused_over_limit).toBeLessThanOrEqual(6);
  });
});
