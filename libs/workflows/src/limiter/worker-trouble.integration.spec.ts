import { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '@genvideo/activities';
import { eventually } from '@genvideo/testing';
import { openJobLab, type JobLab } from '../../test/job-lab';
import { openLimiterLab } from '../../test/limiter-lab';

type DeliverGrants = Activities['deliverGrants'];

let lab: JobLab;
beforeEach(async () => {
  lab = await openJobLab({ capacity: 1, reconcileSeconds: 1 });
});
afterEach(() => lab.close());

const startForTwo = (): Promise<WorkflowHandle[]> =>
  Promise.all(['ann', 'bob', 'ann', 'bob'].map((user_id) => lab.start({ user_id, job_type: 'image' })));

/** Goes on until the worker leaves, and says nothing to the limiter. */
const untilWorkerLeaves = (): Promise<never> => Context.current().cancelled;

/** What the SDK answers for an activity that a worker does not have, without what it logs. */
const unknownHere = (): Promise<never> =>
  Promise.reject(ApplicationFailure.create({ type: 'NotFoundError', message: 'Not registered here' }));

async function expectLimitHeld(jobs: WorkflowHandle[]): Promise<void> {
  await Promise.all(jobs.map((job) => job.result()));
  await openLimiterLab(lab).until('the permit to be back', ({ held, waiting }) => held + waiting === 0);
  await expect(lab.mock.stats('image')).resolves.toMatchObject({
    submissions: jobs.length,
    max_in_flight: 1,
  });
}

describe('a worker that dies while it tells jobs that they may begin', () => {
  it.each<[string, (deliver: DeliverGrants) => DeliverGrants]>([
    ['before it has told anybody', () => untilWorkerLeaves],
    [
      'after it has told them',
      (deliver) => async (delivery) => {
        await deliver(delivery);
        return untilWorkerLeaves();
      },
    ],
  ])('%s makes nobody begin twice, and no more than the limit', async (_title, toDeliverGrants) => {
    let reached = false;
    const jobs = await lab.work(
      async () => {
        const started = await startForTwo();
        await eventually(() => Promise.resolve(reached), { what: 'the grants to be under way' });
        return started;
      },
      {
        toActivities: (all) => ({
          ...all,
          deliverGrants: (delivery) => {
            reached = true;
            return toDeliverGrants((telling) => all.deliverGrants(telling))(delivery);
          },
        }),
      },
    );
    await lab.work(() => expectLimitHeld(jobs));
  });
});

describe('a worker of an earlier version among new ones', () => {
  it('keeps nobody from a permit although it cannot do all that the limiter wants done', async () => {
    await lab.work(() => lab.work(async () => expectLimitHeld(await startForTwo())), {
      toActivities: (all) => ({ ...all, deliverGrants: unknownHere, reconcilePermits: unknownHere }),
    });
  });

  it('may say more, or less, than is known today', async () => {
    const [pool, user_id] = [lab.taskQueue, 'ann'];
    await lab.work(async () => {
      const limiter = lab.engine.client.workflow.getHandle(`limiter:${pool}`);
      await limiter.signal('permit_traffic', { release: ['nobody'], colour: 'red' });
      await limiter.signal('permit_traffic', {});
      await limiter.signal('a_signal_of_another_version', { user_id });
      await expectLimitHeld(await startForTwo());
    });
  });
});
