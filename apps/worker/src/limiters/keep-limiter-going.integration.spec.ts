import type { WorkflowClientInterceptor, WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { LIMITER, toLimiterId, WORKFLOW_TYPE } from '@genvideo/models';
import { createLogger } from '@genvideo/runtime';
import { attachEngine, eventually, uniqueQueue, type AttachedEngine } from '@genvideo/testing';
import { keepLimiterGoing } from './keep-limiter-going';

const { WorkflowTaskFailedCause: CAUSE } = temporal.api.enums.v1;
const NON_DETERMINISTIC = CAUSE.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;

/** How long the engine may take to hand a task out. */
const POLL_MS = 20_000;

/** How many look after a limiter at once, at most. */
const KEEPERS = 2;

const configuration = { capacity: 3, reconcile_seconds: 5 };

/** A limiter whose workflow tasks are done, or failed, by hand. */
async function openLimiter({ client }: AttachedEngine) {
  const namespace = client.options.namespace;
  const taskQueue = uniqueQueue('stalled');
  const workflowId = toLimiterId(taskQueue);
  const limiter = await client.workflow.start(WORKFLOW_TYPE.limiter, {
    workflowId,
    taskQueue,
    args: [{ pool: taskQueue, configuration }],
  });
  const poll = async (): Promise<Uint8Array> => {
    const task = await client.withDeadline(Date.now() + POLL_MS, () =>
      client.workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
    );
    return task.taskToken;
  };
  const service = client.workflowService;
  return {
    limiter,
    /** Gives the limiter its next workflow task. */
    signal: () => limiter.signal(LIMITER.signal.configure, configuration),
    complete: async () =>
      service.respondWorkflowTaskCompleted({ namespace, taskToken: await poll(), commands: [] }),
    fail: async (cause: temporal.api.enums.v1.WorkflowTaskFailedCause) =>
      service.respondWorkflowTaskFailed({ namespace, taskToken: await poll(), cause }),
    latest: (): WorkflowHandle => client.workflow.getHandle(workflowId),
    keep: (patienceMs: number) =>
      keepLimiterGoing({
        ...{ client, taskQueue, configuration, lookEveryMs: 50, patienceMs },
        logger: createLogger({ service: 'worker', level: 'fatal', json: true, filePath: null }),
      }),
  };
}

describe('keepLimiterGoing', () => {
  let engine: AttachedEngine;
  let looks = 0;
  beforeAll(async () => {
    engine = await attachEngine({ interceptors: [{ describe: countLook }] });
  });
  afterAll(() => engine.close());

  const countLook: WorkflowClientInterceptor['describe'] = (input, next) => {
    looks += 1;
    return next(input);
  };

  /** Resolves when each keeper has looked again, from beginning to end. */
  const untilLookedAt = async (): Promise<void> => {
    const until = looks + 2 * KEEPERS;
    await eventually(() => looks > until, { what: 'the next looks' });
  };

  it('replaces a limiter that no worker can replay, and tells the next one what is configured', async () => {
    const { limiter, signal, complete, fail, latest, keep } = await openLimiter(engine);
    await complete();
    await signal();
    await fail(NON_DETERMINISTIC);
    const { runId } = await latest().describe();
    const [stop, another] = [keep(0), keep(0)];
    await untilLookedAt();
    await expect(latest().describe()).resolves.toMatchObject({ runId });
    await fail(NON_DETERMINISTIC);
    await eventually(async () => (await latest().describe()).runId !== runId, { what: 'the next one' });
    await Promise.all([stop(), another()]);
    const spoilt = engine.client.workflow.getHandle(limiter.workflowId, runId);
    await expect(spoilt.describe()).resolves.toMatchObject({ status: { name: 'TERMINATED' } });
    const { status, raw } = await latest().describe();
    expect([status.name, raw.pendingWorkflowTask !== null]).toEqual(['RUNNING', true]);
    const { events } = await latest().fetchHistory();
    const signals = events?.map(({ workflowExecutionSignaledEventAttributes: told }) => told?.signalName);
    expect(signals).toContain(LIMITER.signal.configure);
    await latest().terminate();
  });

  it('gives a limiter time: a worker that can replay it may be on its way', async () => {
    const { signal, complete, fail, latest, keep } = await openLimiter(engine);
    await complete();
    const { runId } = await latest().describe();
    await signal();
    await fail(NON_DETERMINISTIC);
    const stop = keep(600_000);
    await untilLookedAt();
    await fail(NON_DETERMINISTIC);
    await untilLookedAt();
    await stop();
    await expect(latest().describe()).resolves.toMatchObject({ runId, status: { name: 'RUNNING' } });
    await latest().terminate();
  });

  it('leaves one alone that some worker can still replay', async () => {
    const { signal, complete, fail, latest, keep } = await openLimiter(engine);
    await complete();
    const { runId } = await latest().describe();
    const stop = keep(0);
    for (let round = 0; round < 5; round += 1) {
      await signal();
      await fail(NON_DETERMINISTIC);
      await untilLookedAt();
      await complete();
    }
    await stop();
    await expect(latest().describe()).resolves.toMatchObject({ runId, status: { name: 'RUNNING' } });
    await latest().terminate();
  });

  it('leaves one alone whose tasks fail for another reason, which a new version may mend', async () => {
    const { signal, complete, fail, latest, keep } = await openLimiter(engine);
    await complete();
    const { runId } = await latest().describe();
    await signal();
    const stop = keep(0);
    await fail(CAUSE.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE);
    await untilLookedAt();
    await fail(CAUSE.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE);
    await untilLookedAt();
    await stop();
    await expect(latest().describe()).resolves.toMatchObject({ runId, status: { name: 'RUNNING' } });
    await latest().terminate();
  });
});
