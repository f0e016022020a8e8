import { randomUUID } from 'node:crypto';
import { eventually } from '@genvideo/testing';
import type { ImageTask, TaskState } from '../provider-port';
import { createComfyui } from './create-comfyui';
import { toTemplate } from './parse-template';

const { COMFY_URL } = process.env;
const where = COMFY_URL ?? 'skipped: COMFY_URL names no server';
const NOWHERE = 'http://127.0.0.1:1';

/** Nodes that need no weights, so that any server can run them. */
const template = toTemplate({
  '1': {
    class_type: 'EmptyImage',
    inputs: { width: 64, height: 64, batch_size: 1, color: 0 },
    _meta: { title: 'Canvas $size $seed:color $num_images' },
  },
  '2': {
    class_type: 'ImageScale',
    inputs: { image: ['1', 0], upscale_method: 'nearest-exact', width: 64, height: 64, crop: 'disabled' },
    _meta: { title: 'Scaled $size' },
  },
  '3': {
    class_type: 'SaveImage',
    inputs: { images: ['2', 0], filename_prefix: 'genvideo' },
    _meta: { title: 'Save $prompt:filename_prefix $output' },
  },
});

const signal = (): AbortSignal => AbortSignal.timeout(25_000);

(COMFY_URL === undefined ? describe.skip : describe)(`a real ComfyUI (${where})`, () => {
  const adapter = createComfyui({ baseUrls: [COMFY_URL ?? NOWHERE], template });
  const submit = (submissionId: string, change: Partial<ImageTask> = {}): Promise<string> => {
    const task = { prompt: 'genvideo/spec', style: 'plain', width: 96, height: 64, metadata: {}, ...change };
    return adapter.submit(task, { submissionId, callbackUrl: null, signal: signal() });
  };
  const untilEnded = (taskId: string): Promise<TaskState> =>
    eventually(
      async () => {
        const state = await adapter.look(taskId, signal());
        return !('percent' in state) && state;
      },
      { what: `task ${taskId} to end`, timeoutMs: 20_000 },
    );

  it('makes the pictures it is asked for, in folders too, and serves them', async () => {
    const state = await untilEnded(await submit(randomUUID(), { num_images: 2 }));
    expect(state).toMatchObject({ status: 'completed' });
    const urls = state.status === 'completed' ? state.output.urls : [];
    expect(urls).toHaveLength(2);
    const [picture] = await Promise.all(urls.map((url) => fetch(url)));
    expect(picture?.headers.get('content-type')).toBe('image/png');
  });

  it('runs one submission once, and finds it by its id', async () => {
    const id = randomUUID();
    const taskId = await submit(id);
    await expect(submit(id)).resolves.toBe(taskId);
    await untilEnded(taskId);
    await expect(submit(id)).resolves.toBe(taskId);
    await expect(adapter.find(id, signal())).resolves.toEqual({ status: 'found', taskId });
    await expect(adapter.find(randomUUID(), signal())).resolves.toEqual({ status: 'absent' });
  });

  it('tells a lost prompt, and one that has ended before it could be stopped', async () => {
    const taskId = await submit(randomUUID());
    await untilEnded(taskId);
    await expect(adapter.cancel(taskId, signal())).resolves.toBe('already_ended');
    const [, server = ''] = taskId.split('@');
    await expect(adapter.look(`${randomUUID()}@${server}`, signal())).resolves.toEqual({ status: 'lost' });
  });

  it('refuses a size that the nodes do not take, naming what they do', async () => {
    await expect(submit(randomUUID(), { width: 1_000_000 })).rejects.toMatchObject({
      type: 'InvalidRequest',
      message: expect.stringMatching(
        /width: node 1 \(EmptyImage\), width: is 1000000; allowed are whole numbers/,
      ),
    });
  });
});
