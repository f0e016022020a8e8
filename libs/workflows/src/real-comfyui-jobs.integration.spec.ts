import { createComfyui, createKling, parseTemplate } from '@genvideo/activities';
import type { JobResult } from '@genvideo/models';
import { openJobLab, type JobLab } from '../test/job-lab';

const { COMFY_URL } = process.env;
const where = COMFY_URL ?? 'skipped: COMFY_URL names no server';

/** Nodes that need no weights, so that any server can run them. */
const GRAPH = {
  '1': {
    class_type: 'EmptyImage',
    inputs: { width: 64, height: 64, batch_size: 1, color: 0 },
    _meta: { title: 'Canvas $size $seed:color' },
  },
  '2': {
    class_type: 'SaveImage',
    inputs: { images: ['1', 0], filename_prefix: 'genvideo' },
    _meta: { title: 'Save $prompt:filename_prefix $output' },
  },
};

(COMFY_URL === undefined ? describe.skip : describe)(`a job at a real ComfyUI (${where})`, () => {
  let lab: JobLab;
  beforeAll(async () => {
    lab = await openJobLab();
  });
  afterAll(() => lab.close());

  it('has its picture made there, and a video of it by Kling', async () => {
    const template = parseTemplate(JSON.stringify(GRAPH));
    const imageProvider = createComfyui({ baseUrls: [COMFY_URL ?? ''], template });
    const account = { credentials: { apiKey: null }, model: 'kling-v1' };
    const videoProvider = createKling({ baseUrl: lab.mock.videoUrl, ...account, mode: 'std' });
    const result = await lab.work(
      async () => (await lab.start({ width: 128, height: 96 })).result() as Promise<JobResult>,
      { imageProvider, videoProvider },
    );
    expect(result).toMatchObject({
      ...{ status: 'completed', submissions: 2 },
      assets: [
        { kind: 'image', width: 128, height: 96, media_type: 'image/png' },
        { kind: 'video', media_type: 'video/mp4' },
      ],
    });
  });
});
