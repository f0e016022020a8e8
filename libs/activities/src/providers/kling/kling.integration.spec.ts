import { startHttpServer, startMockServices, type HttpServer, type MockServices } from '@genvideo/testing';
import { describeProvider } from '../../../test/describe-provider';
import { createKling } from './create-kling';
import { createKlingImages } from './create-kling-images';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let mock: MockServices;
let pictures: HttpServer;
beforeAll(async () => {
  // Small files: five seconds of a large one take a busy machine as long.
  mock = await startMockServices({ imageSeconds: 0.1, videoSeconds: 0.1, args: ['--max-side', '32'] });
  pictures = await startHttpServer((_request, response) => void response.end(PNG));
}, 30_000);
afterAll(async () => {
  await mock.stop();
  await pictures.close();
});

const without = ['cancel', 'servers without look-up'] as const;

describeProvider('kling, for videos,', {
  service: 'video',
  create: ({ baseUrl, apiKey }) =>
    createKling({ baseUrl, credentials: { apiKey }, model: 'kling-v1', mode: 'std' }),
  toTask: (prompt) => ({
    ...{ prompt, style: 'realistic', image_url: pictures.url, duration: 5 },
    ...{ width: 256, height: 256, metadata: {} },
  }),
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
