import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { toLimiterId } from '@genvideo/models';
import { eventually, loadTestEnvironment, uniqueId, WORKSPACE_ROOT } from '@genvideo/testing';
import { openJobStack, type JobStack } from '../test/job-stack';

const OLD = 'build-1';
const NEW = 'build-2';
const deploymentName = uniqueId('deployment');

/** Within the workspace, whose packages it needs. */
const CHANGED = path.join(__dirname, '../test-output/changed-worker');

const buildChangedWorker = (): void => {
  const script = path.join(WORKSPACE_ROOT, 'e2e/test/build-changed-worker.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, CHANGED], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

describe('a deploy of changed workflows under load, with Worker Versioning', () => {
  let stack: JobStack;
  beforeAll(async () => {
    buildChangedWorker();
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      mock: { imageSeconds: 2, videoSeconds: 2 },
      env: { TEMPORAL_DEPLOYMENT_NAME: deploymentName },
    });
  });
  afterAll(async () => {
    await stack?.close();
    await rm(CHANGED, { recursive: true, force: true });
  });

  const makeCurrent = (buildId: string) =>
    eventually(
      () =>
        stack.client.workflowService.setWorkerDeploymentCurrentVersion({
          namespace: 'default',
          deploymentName,
          buildId,
        }),
      { what: `${buildId} to be known`, timeoutMs: 60_000 },
    );

  const readBuild = async (handle: WorkflowHandle): Promise<string | null | undefined> =>
    (await handle.describe()).raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;

  /** As the API and the doctor find out whether there is a worker. */
  const countPollers = async (): Promise<number> => {
    const { pollers } = await stack.client.workflowService.describeTaskQueue({
      namespace: 'default',
      taskQueue: { name: stack.taskQueue },
      taskQueueType: 1,
    });
    return pollers.length;
  };

  const startJobs = (count: number): Promise<WorkflowHandle[]> =>
    Promise.all(Array.from({ length: count }, () => stack.start()));

  it('strands no job, repeats none at the provider, and lets each end on the version that it began on', async () => {
    const old = await stack.startWorker({ env: { TEMPORAL_WORKER_BUILD_ID: OLD } });
    await makeCurrent(OLD);
    await eventually(async () => (await countPollers()) > 0, { what: 'the worker to be seen' });
    const before = await startJobs(6);
    await eventually(async () => (await stack.mock.stats('image')).submissions === 6, {
      what: 'all of them to be at work',
      timeoutMs: 60_000,
    });

    await stack.startWorker({ env: { TEMPORAL_WORKER_BUILD_ID: NEW }, folder: CHANGED });
    await makeCurrent(NEW);
    const after = await startJobs(4);
    for (const handle of [...before, ...after])
      await expect(handle.result()).resolves.toMatchObject({ status: 'completed', submissions: 2 });
    await expect(Promise.all(before.map(readBuild))).resolves.toEqual(before.map(() => OLD));
    await expect(Promise.all(after.map(readBuild))).resolves.toEqual(after.map(() => NEW));

    // Nothing needs the old one any more: the limiter has gone over.
    await old.stop();
    const [last] = await startJobs(1);
    await expect(last!.result()).resolves.toMatchObject({ status: 'completed' });
    const limiter = stack.client.workflow.getHandle(toLimiterId(stack.taskQueue));
    await expect(readBuild(limiter)).resolves.toBe(NEW);
    for (const service of ['image', 'video'] as const)
      await expect(stack.mock.stats(service)).resolves.toMatchObject({ submissions: 11 });
  });
});
