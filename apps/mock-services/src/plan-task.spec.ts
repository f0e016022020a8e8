import { imageBody, videoBody } from '../test/proxy-client';
import { useMocks } from '../test/use-mocks';

const mocks = useMocks();

describe('faults of a job', () => {
  it('fails jobs, with a reason', async () => {
    mocks.services.setFaults({ failure_rate: 1 });
    const { last } = await mocks.image.untilEnded(await mocks.image.submitJob(imageBody));
    expect(last.body).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('failure_rate') as string,
    });
    expect(Number(last.body['progress'])).toBeLessThan(100);
  });

  it('fails the first jobs of each service only', async () => {
    mocks.services.setFaults({ fail_first: 2 });
    for (const client of [mocks.image, mocks.video]) {
      const statuses: unknown[] = [];
      for (let job = 0; job < 3; job += 1) {
        const id = await client.submitJob(client === mocks.image ? imageBody : videoBody);
        statuses.push((await client.untilEnded(id)).last.body['status']);
      }
      expect(statuses).toEqual(['failed', 'failed', 'completed']);
    }
  });

  it('loses tasks: they are unknown then, and the key is free again', async () => {
    mocks.services.setFaults({ lose_task_rate: 1 });
    const id = await mocks.image.submitJob(imageBody, 'k');
    expect((await mocks.image.untilEnded(id)).last.status).toBe(404);
    expect((await mocks.image.lookUp('k')).status).toBe(404);
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 1, in_flight: 0, failed: 0 });
    expect((await mocks.image.submit(imageBody, 'k')).status).toBe(202);
  });

  it('lets jobs get stuck until they are cancelled', async () => {
    mocks.services.setFaults({ image: { stuck_rate: 1 } });
    const stuck = await mocks.image.submitJob(imageBody);
    // A job of the same time, begun later and not stuck, ends first.
    const other = await mocks.video.submitJob(videoBody);
    await mocks.video.untilEnded(other);
    expect((await mocks.image.status(stuck)).body).toMatchObject({ status: 'processing', progress: 50 });
    await mocks.image.cancel(stuck);
    expect((await mocks.image.status(stuck)).body['status']).toBe('cancelled');
  });

  it('slows progress down', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    const slow = await mocks.image.submitJob(imageBody);
    mocks.services.setFaults({ slow_progress: 1 });
    await mocks.image.untilEnded(await mocks.image.submitJob(imageBody));
    expect((await mocks.image.status(slow)).body['status']).not.toBe('completed');
  });
});

describe('faults of a status answer', () => {
  it.each(['status_error_rate', 'status_drop_rate', 'bad_body_rate'] as const)(
    '%s leaves the job as it is',
    async (fault) => {
      const id = await mocks.image.submitJob(imageBody);
      await mocks.image.untilEnded(id);
      mocks.services.setFaults({ [fault]: 1 });
      const answer = await mocks.image.status(id).catch(() => 'dropped' as const);
      if (fault === 'status_drop_rate') expect(answer).toBe('dropped');
      else if (fault === 'bad_body_rate')
        expect(answer).toMatchObject({ status: 200, body: { progress: 'soon' } });
      else expect(answer).toMatchObject({ body: { error: expect.stringContaining(fault) as string } });
      mocks.services.setFaults({ [fault]: 0 });
      expect((await mocks.image.status(id)).body['status']).toBe('completed');
    },
  );
});
