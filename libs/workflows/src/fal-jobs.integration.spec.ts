import type { WorkflowHandle } from '@temporalio/client';
import { createFalImages, createFalVideos } from '@genvideo/activities';
import type { JobResult } from '@genvideo/models';
import { openJobLab, readFailure, type JobLab } from '../test/job-lab';
import { openProviderLab } from '../test/provider-lab';

let lab: JobLab;
beforeAll(async () => {
  lab = await openJobLab({ reconcileSeconds: 1 });
});
afterAll(() => lab.close());
beforeEach(() => lab.mock.reset());

const toImages = () => createFalImages({ baseUrl: `${lab.mock.imageUrl}/fal-ai/flux/dev`, apiKey: null });
const toVideos = () =>
  createFalVideos({
    ...{ baseUrl: `${lab.mock.videoUrl}/fal-ai/kling-video/v1/standard/image-to-video`, apiKey: null },
  });
const isDone = (handle: WorkflowHandle) =>
  handle.result().then(
    () => true,
    () => false,
  );

describe('a job at fal', () => {
  it('has its picture and its video made there, each of them paid once', async () => {
    const result = await lab.work(async () => (await lab.start({})).result() as Promise<JobResult>, {
      imageProvider: toImages(),
      videoProvider: toVideos(),
    });
    expect(result).toMatchObject({ status: 'completed', attempts: 2, submissions: 2 });
    expect(result.assets.map(({ kind }) => kind)).toEqual(['image', 'video']);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: 1, completed: 1 });
    await expect(lab.mock.stats('video')).resolves.toMatchObject({ submissions: 1, completed: 1 });
  });

  it('stands in line while fal is away; the one that met it ends, because nobody knows what came of it', async () => {
    const provider = await openProviderLab(lab, { limit: 1, provider: toImages() });
    await lab.mock.setFaults({ image: { maintenance_ms: 600_000 } });
    await lab.work(async () => {
      const jobs = await Promise.all([1, 2, 3].map(() => lab.start({ job_type: 'image' })));
      await provider.until('it to be given nothing', ({ state }) => state === 'open');
      await lab.mock.setFaults({ image: { maintenance_ms: 0 } });
      const done = await Promise.all(jobs.map(isDone));
      expect([...done].sort()).toEqual([false, true, true]);
      const failed = jobs[done.indexOf(false)] as WorkflowHandle;
      await expect(readFailure(failed)).resolves.toMatchObject({
        type: 'AmbiguousSubmission',
        message: expect.stringContaining('503'),
      });
    }, provider.change);
    await expect(lab.mock.stats('image')).resolves.toMatchObject({ submissions: 2, completed: 2 });
  });
});
