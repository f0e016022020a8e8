import { startMockServices, type MockServices } from '@genvideo/testing';
import { describeProvider } from '../../../test/describe-provider';
import type { ImageProvider } from '../provider-port';
import { createComfyui } from './create-comfyui';

let mock: MockServices;
beforeAll(async () => {
  mock = await startMockServices({ imageSeconds: 0.1 });
}, 30_000);
afterAll(() => mock.stop());

/** A worker has one adapter for all its jobs, whose socket tells of all that it submitted. */
const adapters = new Map<string, ImageProvider>();
const createOnce = ({ baseUrl }: { baseUrl: string }): ImageProvider => {
  const adapter = adapters.get(baseUrl) ?? createComfyui({ baseUrls: [baseUrl] });
  adapters.set(baseUrl, adapter);
  return adapter;
};

const toTask = (prompt: string) => ({ prompt, style: 'realistic', width: 256, height: 256, metadata: {} });

describeProvider('comfyui', {
  service: 'image',
  create: createOnce,
  toTask,
  toPictures: (num_images) => ({ ...toTask('several'), num_images }),
  server: () => mock,
  without: ['servers without look-up'],
});

describe('an old ComfyUI', () => {
  beforeEach(() => mock.reset({ comfyui_old: true }));

  it('is asked by its queue and its history', async () => {
    const adapter = createOnce({ baseUrl: mock.imageUrl });
    const signal = AbortSignal.timeout(10_000);
    await mock.setFaults({ stuck_rate: 1 });
    const taskId = await adapter.submit(toTask('x'), { submissionId: 'job/old', callbackUrl: null, signal });
    await expect(adapter.look(taskId, signal)).resolves.toMatchObject({ percent: expect.any(Number) });
    await expect(adapter.cancel(taskId, signal)).resolves.toBe('cancelled_at_provider');
    await expect(adapter.look(taskId, signal)).resolves.toEqual({ status: 'cancelled' });
  });
});
