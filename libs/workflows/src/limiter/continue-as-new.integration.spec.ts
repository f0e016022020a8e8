import { startOwnEngine, type DevServer } from '@genvideo/testing/own-engine';
import { toLimiterId } from '@genvideo/models';
import { openJobLab, type JobLab } from '../../test/job-lab';
import { openLimiterLab } from '../../test/limiter-lab';

const CAPACITY = 4;
const JOBS = 60;

describe('a limiter that continues as new under load', () => {
  let engine: DevServer;
  let lab: JobLab;
  beforeAll(async () => {
    // It finds histories long very soon.
    engine = await startOwnEngine({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 60 } });
    lab = await openJobLab({ capacity: CAPACITY, address: engine.address });
  });
  afterAll(async () => {
    await lab.close();
    await engine.stop();
  });

  it('loses no job and no permit, and holds the limit', async () => {
    const limiter = openLimiterLab(lab);
    await lab.work(async () => {
      const handles = await Promise.all(Array.from({ length: JOBS }, () => lab.start({ job_type: 'image' })));
      await Promise.all(handles.map((handle) => handle.result()));
      await limiter.until('all permits to be back', ({ held, waiting }) => held === 0 && waiting === 0);
    });
    const { firstExecutionRunId, runId } = await lab.engine.client.workflow
      .getHandle(toLimiterId(lab.taskQueue))
      .describe()
      .then(({ raw }) => ({
        firstExecutionRunId: raw.workflowExecutionInfo?.firstRunId,
        runId: raw.workflowExecutionInfo?.execution?.runId,
      }));
    expect(runId).not.toBe(firstExecutionRunId);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({
      submissions: JOBS,
      max_in_flight: CAPACITY,
    });
  });
});
