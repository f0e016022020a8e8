import {
  eventually,
  startHttpServer,
  startMockServices,
  withResources,
  type MockServices,
} from '@genvideo/testing';
import type { ImageProvider, ImageTask, TaskState } from '../provider-port';
import { createComfyui } from './create-comfyui';
import { parseTemplate } from './parse-template';
import { TEXT_TO_IMAGE_GRAPH } from './text-to-image-graph';

const signal = (): AbortSignal => AbortSignal.timeout(15_000);
const toTask = (change: Partial<ImageTask> = {}): ImageTask => ({
  ...{ prompt: 'a kite', style: 'realistic', width: 256, height: 256, metadata: {} },
  ...change,
});
const submit = (
  adapter: ImageProvider,
  submissionId: string,
  change: Partial<ImageTask> = {},
): Promise<string> => adapter.submit(toTask(change), { submissionId, callbackUrl: null, signal: signal() });
const untilState = (
  adapter: ImageProvider,
  taskId: string,
  status: TaskState['status'],
): Promise<TaskState> =>
  eventually(
    async () => {
      const state = await adapter.look(taskId, signal());
      return state.status === status && state;
    },
    { what: `task ${taskId} to be ${status}` },
  );
const restart = (mock: MockServices) => fetch(`${mock.imageUrl}/admin/comfyui/restart`, { method: 'POST' });

let mock: MockServices;
beforeAll(async () => {
  mock = await startMockServices({ imageSeconds: 0.1 });
}, 30_000);
beforeEach(() => mock.reset());
afterAll(() => mock.stop());
const create = (): ImageProvider => createComfyui({ baseUrls: [mock.imageUrl] });

describe('a prompt at ComfyUI', () => {
  it('is not done before the history has it, though its socket says success', async () => {
    await mock.setFaults({ comfyui_history_late_rate: 1, comfyui_history_late_ms: 150 });
    const adapter = create();
    const taskId = await submit(adapter, 'job/1');
    const seen: TaskState[] = [];
    await eventually(
      async () => {
        seen.push(await adapter.look(taskId, signal()));
        return seen.at(-1)?.status === 'completed';
      },
      { what: 'the end' },
    );
    expect(seen.map(({ status }) => status)).not.toContain('lost');
  });

  it.each([
    ['refuses sockets', { comfyui_no_socket_rate: 1 }],
    ['says nothing over them', { comfyui_silent_rate: 1 }],
  ])('is polled where the server %s', async (_title, faults) => {
    await mock.setFaults(faults);
    const adapter = create();
    await untilState(adapter, await submit(adapter, 'job/1'), 'completed');
  });

  it('has a percent that moves while it runs', async () => {
    await mock.setFaults({ slow_progress: 5 });
    const adapter = create();
    const taskId = await submit(adapter, 'job/1');
    const state = await eventually(
      async () => {
        const now = await adapter.look(taskId, signal());
        return 'percent' in now && now.percent > 50 && now;
      },
      { what: 'a percent past the half' },
    );
    expect(state).toMatchObject({ status: 'processing' });
  });

  it('is made anew, not served from the cache, when it is another submission', async () => {
    const adapter = create();
    const first = await untilState(adapter, await submit(adapter, 'job/1'), 'completed');
    const second = await untilState(adapter, await submit(adapter, 'job/2'), 'completed');
    expect(second).not.toEqual(first);
  });

  it('is served from the cache where the graph has no seed, and is a result all the same', async () => {
    const graph = structuredClone(TEXT_TO_IMAGE_GRAPH);
    graph['3']!._meta = { title: 'Sampler' };
    const template = parseTemplate(JSON.stringify(graph));
    const adapter = createComfyui({ baseUrls: [mock.imageUrl], template });
    const first = await untilState(adapter, await submit(adapter, 'job/1'), 'completed');
    const second = await untilState(adapter, await submit(adapter, 'job/2'), 'completed');
    expect(second).toEqual(first);
  });

  it('is lost when the server forgets it, and found nowhere', async () => {
    await mock.setFaults({ stuck_rate: 1 });
    const adapter = create();
    const taskId = await submit(adapter, 'job/1');
    await restart(mock);
    await expect(adapter.look(taskId, signal())).resolves.toEqual({ status: 'lost' });
    await expect(adapter.find('job/1', signal())).resolves.toEqual({ status: 'absent' });
  });

  it('is adopted by another worker, which hears no percents of it', async () => {
    const taskId = await submit(create(), 'job/1');
    const successor = create();
    await expect(successor.find('job/1', signal())).resolves.toEqual({ status: 'found', taskId });
    await untilState(successor, taskId, 'completed');
    await expect(mock.stats('image')).resolves.toMatchObject({ submissions: 1 });
  });
});

describe.each([
  ['a new ComfyUI', {}],
  ['an old ComfyUI', { comfyui_old: true }],
])('cancelling at %s', (_title, faults) => {
  beforeEach(() => mock.setFaults(faults));

  it('takes a waiting prompt off the queue, and leaves alone what runs', async () => {
    await mock.setFaults({ stuck_rate: 1 });
    const adapter = create();
    const running = await submit(adapter, 'job/1');
    await untilState(adapter, running, 'processing');
    const waiting = await submit(adapter, 'job/2');
    await expect(adapter.cancel(waiting, signal())).resolves.toBe('cancelled_at_provider');
    await expect(adapter.look(running, signal())).resolves.toMatchObject({ status: 'processing' });
    await expect(adapter.cancel(waiting, signal())).resolves.toBe('already_ended');
  });

  it('waits until an interrupted prompt has really stopped', async () => {
    await mock.setFaults({ stuck_rate: 1, comfyui_interrupt_delay_ms: 400 });
    const adapter = create();
    const taskId = await submit(adapter, 'job/1');
    await untilState(adapter, taskId, 'processing');
    await expect(adapter.cancel(taskId, signal())).resolves.toBe('cancelled_at_provider');
    await expect(adapter.look(taskId, signal())).resolves.toEqual({ status: 'cancelled' });
  });

  it('tells of a prompt that ended before the interrupt took hold', async () => {
    await mock.setFaults({ slow_progress: 3, comfyui_interrupt_delay_ms: 5_000 });
    const adapter = create();
    const taskId = await submit(adapter, 'job/1');
    await untilState(adapter, taskId, 'processing');
    await expect(adapter.cancel(taskId, signal())).resolves.toBe('already_ended');
    await expect(adapter.look(taskId, signal())).resolves.toMatchObject({ status: 'completed' });
  });
});

describe('a graph that the server cannot run', () => {
  const withChange = (change: (graph: typeof TEXT_TO_IMAGE_GRAPH) => void): ImageProvider => {
    const graph = structuredClone(TEXT_TO_IMAGE_GRAPH);
    change(graph);
    return createComfyui({ baseUrls: [mock.imageUrl], template: parseTemplate(JSON.stringify(graph)) });
  };

  it('is refused before it is submitted, with node, input and what is allowed', async () => {
    const adapter = withChange((graph) => {
      graph['3']!.inputs['sampler_name'] = 'magic';
      graph['8']!.class_type = 'VAEDecodeTurbo';
    });
    const attempt = submit(adapter, 'job/1');
    await expect(attempt).rejects.toMatchObject({ type: 'ProviderMisconfigured' });
    await expect(attempt).rejects.toThrow(
      /node 3 \(KSampler\), sampler_name: is "magic"; allowed is "euler"/,
    );
    await expect(attempt).rejects.toThrow(
      /node 8 \(VAEDecodeTurbo\) is of a class that the server does not have/,
    );
    await expect(mock.stats('image')).resolves.toMatchObject({ submissions: 0 });
  });

  it('is the fault of the job where the job asked for it', async () => {
    const attempt = submit(create(), 'job/1', { width: 20_000 });
    await expect(attempt).rejects.toMatchObject({
      type: 'InvalidRequest',
      message: expect.stringMatching(/width: node 5 .*allowed are whole numbers from 16 to 16384/),
    });
  });

  it('takes the first checkpoint there is where it leaves that open', async () => {
    const adapter = withChange((graph) => {
      graph['4']!.inputs['ckpt_name'] = 'mine.safetensors';
    });
    await untilState(adapter, await submit(adapter, 'job/1'), 'completed');
    const strict = withChange((graph) => {
      graph['4'] = { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'mine.safetensors' } };
    });
    await expect(submit(strict, 'job/2')).rejects.toThrow(
      /ckpt_name: is "mine.safetensors"; allowed is "v1-5/,
    );
  });

  it('is no error where only another output cannot run', async () => {
    const adapter = withChange((graph) => {
      graph['90'] = { class_type: 'PreviewImage', inputs: {} };
    });
    await untilState(adapter, await submit(adapter, 'job/1'), 'completed');
  });
});

describe('several ComfyUI servers', () => {
  it('share the work, and each prompt stays where it is', () =>
    withResources(async ({ add }) => {
      const other = add(await startMockServices({ faults: { stuck_rate: 1 } }));
      await mock.setFaults({ stuck_rate: 1 });
      const adapter = createComfyui({ baseUrls: [mock.imageUrl, other.imageUrl] });
      const taskIds = await Promise.all(
        ['job/1', 'job/2', 'job/3', 'job/4'].map((id) => submit(adapter, id)),
      );
      for (const each of [mock, other])
        await expect(each.stats('image')).resolves.toMatchObject({ submissions: 2 });
      const successor = createComfyui({ baseUrls: [other.imageUrl, mock.imageUrl] });
      await expect(successor.find('job/3', signal())).resolves.toEqual({
        status: 'found',
        taskId: taskIds[2],
      });
      await expect(successor.cancel(taskIds[0]!, signal())).resolves.toBe('cancelled_at_provider');
    }));

  it('go on without one that dies, which hands on what it had', () =>
    withResources(async ({ add }) => {
      const mortal = add(await startMockServices({ faults: { stuck_rate: 1 } }));
      await mock.setFaults({ stuck_rate: 1 });
      const blocked = await submit(create(), 'job/0');
      const adapter = createComfyui({ baseUrls: [mortal.imageUrl, mock.imageUrl], handOnAfterMs: 100 });
      const taskId = await submit(adapter, 'job/1');
      expect(taskId).toContain(new URL(mortal.imageUrl).host);
      await mortal.stop();
      await expect(adapter.look(taskId, signal())).rejects.toMatchObject({ type: 'ServiceUnavailable' });
      await eventually(
        () =>
          adapter.look(taskId, signal()).then(
            ({ status }) => status === 'lost',
            () => false,
          ),
        {
          what: 'the dead server to be given up',
        },
      );
      await expect(adapter.find('job/1', signal())).resolves.toEqual({ status: 'absent' });
      const next = await submit(adapter, 'job/2');
      expect(next).toContain(new URL(mock.imageUrl).host);
      expect(next).not.toBe(blocked);
    }));

  it('keep what a single one had: there is nobody to hand it to', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.close();
    const adapter = createComfyui({ baseUrls: [gone.url], handOnAfterMs: 0 });
    const taskId = `8a1b0c1e-0000-8000-8000-000000000000@${new URL(gone.url).host}`;
    const look = () => adapter.look(taskId, signal());
    await expect(look()).rejects.toMatchObject({ type: 'ServiceUnavailable' });
    await expect(look()).rejects.toMatchObject({ type: 'ServiceUnavailable' });
  });
});
