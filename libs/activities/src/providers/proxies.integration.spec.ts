import { startMockServices, type MockServices } from '@genvideo/testing';
import { describeProvider } from '../../test/describe-provider';
import { createComfyProxy } from './create-comfy-proxy';
import { createKlingProxy } from './create-kling-proxy';

let mock: MockServices;
beforeAll(async () => {
  mock = await startMockServices({ imageSeconds: 0.1, videoSeconds: 0.1 });
}, 30_000);
afterAll(() => mock.stop());

const PICTURE = { style: 'realistic', width: 256, height: 256, metadata: {} };
const VIDEO = { ...PICTURE, image_url: 'http://127.0.0.1/picture.png', duration: 1 };

describeProvider('comfy-proxy', {
  service: 'image',
  create: createComfyProxy,
  toTask: (prompt) => ({ prompt, ...PICTURE }),
  toPictures: (count) => ({ prompt: 'x', ...PICTURE, num_images: count }),
  server: () => mock,
});

describeProvider('kling-proxy', {
  service: 'video',
  create: createKlingProxy,
  toTask: (prompt) => ({ prompt, ...VIDEO }),
  toVideo: (fps) => ({ prompt: 'x', ...VIDEO, fps }),
  server: () => mock,
});

describe('a proxy that asks for a key', () => {
  it('gets it as a bearer token, and its refusal names the operator', async () => {
    const guarded = await startMockServices({ args: ['--api-key', 'k-1'] });
    try {
      const task = { prompt: 'x', style: 's', width: 64, height: 64, metadata: {} };
      const submit = { submissionId: 'x', callbackUrl: null, signal: AbortSignal.timeout(10_000) };
      const withKey = (apiKey: string) => createComfyProxy({ baseUrl: guarded.imageUrl, apiKey });
      await expect(withKey('k-1').submit(task, submit)).resolves.toEqual(expect.any(String));
      await expect(withKey('wrong').submit(task, submit)).rejects.toMatchObject({
        type: 'ProviderMisconfigured',
      });
    } finally {
      await guarded.stop();
    }
  });
});
