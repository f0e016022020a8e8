import type { WorkflowHandle } from '@temporalio/client';
import { createKling } from '@genvideo/activities';
import { toLateResultId, type JobResult } from '@genvideo/models';
import { jobResultSchema } from '@genvideo/models/schemas';
import { eventually } from '@genvideo/testing';
import { openJobLab, type JobLab, type WorkerChange } from '../test/job-lab';
import { openLimiterLab, type LimiterLab } from '../test/limiter-lab';

/** Leave out of a run that is reset what asked the old one to end. */
const WITHOUT_CANCEL = [4];

let lab: JobLab;
let limiter: LimiterLab;
beforeAll(async () => {
  lab = await openJobLab({ capacity: 1, reconcileSeconds: 1 });
  limiter = openLimiterLab(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

/** Jobs whose videos are made by Kling, which has no way to cancel. */
const work = <Output>(run: () => Promise<Output>, change: WorkerChange = {}): Promise<Output> => {
  const account = { credentials: { apiKey: null }, model: 'kling-v1' };
  const videoProvider = createKling({ baseUrl: lab.mock.videoUrl, ...account, mode: 'std' });
  return lab.work(run, { videoProvider, ...change });
};
const untilAtKling = () =>
  eventually(async () => (await lab.mock.stats('video')).in_flight === 1, {
    what: 'the video to be made',
    timeoutMs: 20_000,
  });
const readLate = async (handle: WorkflowHandle, runId?: string): Promise<JobResult | null> => {
  const run_id = runId ?? (await handle.describe()).runId;
  const id = toLateResultId({ workflow_id: handle.workflowId, run_id });
  return (await lab.engine.client.workflow.getHandle(id).result()) as JobResult | null;
};
const untilEmpty = () => limiter.until('the permit to be back', ({ held, waiting }) => held + waiting === 0);

/** A job whose video Kling goes on with until it is told to hurry, and that is cancelled meanwhile. */
async function startAndCancel(): Promise<WorkflowHandle> {
  await lab.mock.setFaults({ video: { slow_progress: 20 } });
  const handle = await lab.start({});
  await untilAtKling();
  await handle.cancel();
  await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  return handle;
}

describe('what a job left at Kling', () => {
  it('is kept when it comes, and holds its permit until then', async () => {
    await work(async () => {
      const handle = await startAndCancel();
      await expect(lab.readState(handle.workflowId)).resolves.toMatchObject({
        result: { cancel_outcome: 'provider_cannot_cancel', late: { state: 'awaited' } },
      });
      await expect(limiter.snapshot()).resolves.toMatchObject({ held: 1 });
      const late = jobResultSchema.parse(await readLate(handle));
      expect(late).toMatchObject({ status: 'cancelled', late: { state: 'kept' } });
      expect(late.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
      await untilEmpty();
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1, completed: 1 });
  });

  it('is kept also when its file is not there at first', async () => {
    await work(
      async () => {
        const handle = await startAndCancel();
        await lab.mock.setFaults({ video: { slow_progress: 20, media_missing_rate: 1 } });
        await eventually(async () => (await lab.mock.stats('video')).struck['media_missing_rate'], {
          what: 'the file to be asked for',
          timeoutMs: 30_000,
        });
        await lab.mock.setFaults({ video: {} });
        await expect(readLate(handle)).resolves.toMatchObject({ late: { state: 'kept' } });
      },
      { filePausesMs: Array<number>(200).fill(50) },
    );
  });

  it('is the own task again of a job that is reset, and nobody else keeps it', async () => {
    await work(async () => {
      const handle = await startAndCancel();
      const { runId } = await handle.describe();
      const { events = [] } = await handle.fetchHistory();
      const asked = (events ?? []).findIndex(
        (event) => event.workflowExecutionCancelRequestedEventAttributes,
      );
      const before = (events ?? [])
        .slice(0, asked)
        .filter((event) => event.workflowTaskCompletedEventAttributes)
        .at(-1);
      await lab.engine.client.workflowService.resetWorkflowExecution({
        ...{ namespace: 'default', workflowExecution: { workflowId: handle.workflowId, runId } },
        ...{ reason: 'to try', requestId: runId, resetReapplyExcludeTypes: WITHOUT_CANCEL },
        workflowTaskFinishEventId: before?.eventId ?? null,
      });
      const again = lab.engine.client.workflow.getHandle(handle.workflowId);
      await expect(again.result()).resolves.toMatchObject({ status: 'completed', late: null });
      await expect(readLate(handle, runId)).resolves.toBeNull();
      await untilEmpty();
    });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1, completed: 1 });
  });
});

describe('a job that the engine ends for its time while its files are stored', () => {
  it('has its end written down, and what was paid for kept', async () => {
    await lab.mock.setFaults({ download_delay_ms: 60_000 });
    await work(async () => {
      const handle = await lab.start({ job_type: 'image' }, { workflowExecutionTimeout: '12 seconds' });
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'TimeoutFailure' } });
      await lab.mock.setFaults({ download_delay_ms: 0 });
      const isKept = async (): Promise<boolean> => {
        const { result } = await lab.readState(handle.workflowId);
        return result?.late?.state === 'kept';
      };
      // The limiter finds out when it looks at those that handed their permits back.
      await eventually(isKept, { what: 'the picture to be kept', timeoutMs: 60_000 });
      await expect(readLate(handle)).resolves.toMatchObject({
        ...{ status: 'failed', error: { type: 'TimedOut' } },
        ...{ assets: [{ kind: 'image' }] },
      });
    });
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: 1, completed: 1 });
  }, 120_000);
});
