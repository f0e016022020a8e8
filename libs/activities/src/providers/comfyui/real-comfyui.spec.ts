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

/** How many nodes the long graph has that each take a moment, and how large they make their pictures. */
const LINKS = 40;
const SIDES = [3072, 2048];

/** A graph that runs for some seconds, node by node, so that there is something to see and to stop. */
const longTemplate = toTemplate({
  start: {
    class_type: 'EmptyImage',
    inputs: { width: 64, height: 64, batch_size: 1, color: 0 },
    _meta: { title: 'Canvas $seed:color' },
  },
  ...Object.fromEntries(
    Array.from({ length: LINKS }, (_, index) => {
      const [width, height] = [SIDES[index % 2], SIDES[index % 2]];
      const image = [index === 0 ? 'start' : `link${index - 1}`, 0];
      const inputs = { image, upscale_method: 'lanczos', width, height, crop: 'disabled' };
      return [`link${index}`, { class_type: 'ImageScale', inputs, _meta: { title: `Link ${index}` } }];
    }),
  ),
  save: {
    class_type: 'SaveImage',
    inputs: { images: [`link${LINKS - 1}`, 0], filename_prefix: 'genvideo' },
    _meta: { title: 'Save $prompt:filename_prefix $output' },
  },
});

const signal = (): AbortSignal => AbortSignal.timeout(25_000);

(COMFY_URL === undefined ? describe.skip : describe)(`a real ComfyUI (${where})`, () => {
  const adapter = createComfyui({ baseUrls: [COMFY_URL ?? NOWHERE], template });
  const long = createComfyui({ baseUrls: [COMFY_URL ?? NOWHERE], template: longTemplate });
  const TASK = { prompt: 'genvideo/spec', style: 'plain', width: 96, height: 64, metadata: {} };
  const submit = (submissionId: string, change: Partial<ImageTask> = {}): Promise<string> =>
    adapter.submit({ ...TASK, ...change }, { submissionId, callbackUrl: null, signal: signal() });
  const submitLong = (): Promise<string> =>
    long.submit(TASK, { submissionId: randomUUID(), callbackUrl: null, signal: signal() });
  const untilPercent = (taskId: string): Promise<number> =>
    eventually(
      async () => {
        const state = await long.look(taskId, signal());
        return 'percent' in state && state.percent > 0 && state.percent;
      },
      { what: `task ${taskId} to be at some percent`, timeoutMs: 20_000 },
    );
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

  it('is told how far a prompt is while it runs', async () => {
    const taskId = await submitLong();
    const first = await untilPercent(taskId);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(100);
    await long.cancel(taskId, signal());
  });

  it('stops a prompt that runs, and takes one that waits off its queue', async () => {
    const running = await submitLong();
    const waiting = await submit(randomUUID());
    await untilPercent(running);
    await expect(adapter.cancel(waiting, signal())).resolves.toBe('cancelled_at_provider');
    await expect(long.cancel(running, signal())).resolves.toBe('cancelled_at_provider');
    await expect(long.look(running, signal())).resolves.toEqual({ status: 'cancelled' });
    await expect(adapter.look(waiting, signal())).resolves.toEqual({ status: 'lost' });
  });

  it('stops no prompt but the one that is meant', async () => {
    const running = await submitLong();
    const waiting = await submit(randomUUID());
    await untilPercent(running);
    await adapter.cancel(waiting, signal());
    await expect(long.look(running, signal())).resolves.toMatchObject({ percent: expect.any(Number) });
    await long.cancel(running, signal());
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
