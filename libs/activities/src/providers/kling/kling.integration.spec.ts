import { eventually, startMockServices, type HttpServer, type MockServices } from '@genvideo/testing';
import { describeProvider } from '../../../test/describe-provider';
import { servePicture } from '../../../test/serve-picture';
import type { VideoProvider, VideoTask } from '../provider-port';
import { createKling } from './create-kling';
import { createKlingImages } from './create-kling-images';

let mock: MockServices;
let pictures: HttpServer;
beforeAll(async () => {
  mock = await startMockServices({ imageSeconds: 0.1, videoSeconds: 0.1, args: ['--max-side', '32'] });
  pictures = await servePicture();
  // The first file of a kind is made, the others are copies: a busy machine takes its time over it.
  const first = createVideos({ baseUrl: mock.videoUrl, apiKey: null });
  const taskId = await first.submit(toVideoTask('first'), {
    submissionId: 'first',
    callbackUrl: null,
    signal: soon(),
  });
  await eventually(async () => (await first.look(taskId, soon())).status === 'completed', {
    what: 'the first video to be made',
    timeoutMs: 50_000,
  });
}, 60_000);
afterAll(async () => {
  await mock.stop();
  await pictures.close();
});

const soon = (): AbortSignal => AbortSignal.timeout(30_000);
const createVideos = ({ baseUrl, apiKey }: { baseUrl: string; apiKey: string | null }): VideoProvider =>
  createKling({ baseUrl, credentials: { apiKey }, model: 'kling-v1', mode: 'std' });
const toVideoTask = (prompt: string): VideoTask => ({
  ...{ prompt, style: 'realistic', image_url: pictures.url, may_be_private: true, duration: 5 },
  ...{ width: 256, height: 256, metadata: {} },
});

const without = ['cancel', 'servers without look-up'] as const;

describeProvider('kling, for videos,', {
  service: 'video',
  create: createVideos,
  toTask: toVideoTask,
  server: () => mock,
  without,
});

describeProvider('kling, for pictures,', {
  service: 'image',
  create: ({ baseUrl, apiKey }) => createKlingImages({ baseUrl, credentials: { apiKey }, model: 'kling-v1' }),
  toTask: (prompt) => ({ prompt, style: 'realistic', width: 256, height: 256, metadata: {} }),
  server: () => mock,
  without,
});
