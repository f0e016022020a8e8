import { startMockServices, type HttpServer, type MockServices } from '@genvideo/testing';
import { describeProvider } from '../../../test/describe-provider';
import { servePicture } from '../../../test/serve-picture';
import { createFalImages } from './create-fal-images';
import { createFalVideos } from './create-fal-videos';

let mock: MockServices;
let pictures: HttpServer;
beforeAll(async () => {
  mock = await startMockServices({ imageSeconds: 0.1, videoSeconds: 0.1, args: ['--max-side', '32'] });
  pictures = await servePicture();
}, 30_000);
afterAll(async () => {
  await mock.stop();
  await pictures.close();
});

const PICTURE = { style: 'realistic', width: 256, height: 256, metadata: {} };
const without = ['a word for cancelled', 'look-up', 'servers without look-up'] as const;

describeProvider('fal, for pictures,', {
  service: 'image',
  create: ({ baseUrl, apiKey }) => createFalImages({ baseUrl: `${baseUrl}/fal-ai/flux/dev`, apiKey }),
  toTask: (prompt) => ({ prompt, ...PICTURE }),
  toPictures: (count) => ({ prompt: 'x', ...PICTURE, num_images: count }),
  server: () => mock,
  without,
});

describeProvider('fal, for videos,', {
  service: 'video',
  create: ({ baseUrl, apiKey }) =>
    createFalVideos({ baseUrl: `${baseUrl}/fal-ai/kling-video/v1/standard/image-to-video`, apiKey }),
  toTask: (prompt) => ({ prompt, ...PICTURE, image_url: pictures.url, may_be_private: true, duration: 5 }),
  server: () => mock,
  without,
});
