import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { ASKED_TOO_EARLY, LIMITER, SIGNAL, toLimiterId, type LimiterSnapshot } from '@genvideo/models';
import { createResourceStack, eventually, loadTestEnvironment } from '@genvideo/testing';
import { openJobStack, type JobStack } from '../test/job-stack';

/** How often the limiter looks at its holders; well below the 10 s for which the engine waits for a killed worker. */
const RECONCILE_SECONDS = 4;

/** When the engine gives up a killed worker, with room for a busy machine. */
const PATIENCE_MS = 30_000;

describe('a question that a killed worker left without an answer', () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let limiter: WorkflowHandle;

  const ask = (): Promise<LimiterSnapshot> => limiter.query<LimiterSnapshot>(LIMITER.query.snapshot);

  beforeAll(async () => {
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      env: { MAX_CONCURRENT_JOBS: '1', LIMITER_RECONCILE_SECONDS: String(RECONCILE_SECONDS) },
    });
    resources.defer(() => stack.close());
    limiter = stack.client.workflow.getHandle(toLimiterId(stack.taskQueue));
    await stack.mock.setFaults({ video: { stuck_rate: 1 } });
  });
  afterAll(() => resources.end());

  /** Resolves when the limiter has just lain down until its next look: nothing will happen by itself for a while. */
  const untilItSleeps = async (): Promise<void> => {
    const readEvents = async () => (await limiter.fetchHistory()).events ?? [];
    const { length } = await readEvents();
    await eventually(
      async () => {
        const events = await readEvents();
        return events.length > length && Boolean(events.at(-1)?.timerStartedEventAttributes);
      },
      { what: 'the limiter to look at its holders' },
    );
  };

  it('reaches the next worker with news, an update comes on top, and the limiter can still be replayed', async () => {
    const doomed = await stack.startWorker();
    const holder = await stack.start();
    const waiter = await stack.start();
    await eventually(async () => (await ask()).waiting === 1, { what: 'one to hold and one to wait' });
    await untilItSleeps();
    doomed.kill('SIGKILL');
    await doomed.exited;
    // Given to the killed worker, and once the engine has noticed, to the next one.
    const answer = ask();
    await delay(200);
    await limiter.signal(LIMITER.signal.traffic, {
      held: [{ workflow_id: holder.workflowId, user_id: 'ann', priority: 3 }],
    });
    const steered = limiter.executeUpdate<LimiterSnapshot, [number]>(LIMITER.update.setCapacity, {
      args: [2],
    });
    const heir = await stack.startWorker();
    await heir.waitForLine((line) => line.includes(ASKED_TOO_EARLY), PATIENCE_MS);
    await expect(steered).resolves.toMatchObject({ capacity: 2 });

    await heir.stop();
    await stack.startWorker();
    await eventually(async () => (await ask()).held === 2, {
      what: 'the limiter to answer for both',
      timeoutMs: PATIENCE_MS,
    });
    const { events } = await limiter.fetchHistory();
    expect(events?.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
    await Promise.all([holder, waiter].map((job) => job.signal(SIGNAL.cancel)));
    await eventually(async () => (await ask()).held === 0, { what: 'both permits to come back' });
    await expect(answer).resolves.toMatchObject({ pool: stack.taskQueue });
  });
});
