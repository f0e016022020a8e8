import { loadConfig } from '@genvideo/models/config';
import { createImageProvider, createVideoProvider } from './create-providers';

const load = (environment: Record<string, string>) =>
  loadConfig({ IMAGE_PROVIDER: 'fal', VIDEO_PROVIDER: 'fal', ...environment });

describe('fal, by the environment', () => {
  it('makes pictures and videos by the models that the base URLs name', () => {
    const config = load({
      IMAGE_API_BASE_URL: 'https://queue.fal.run/fal-ai/flux/dev',
      VIDEO_API_BASE_URL: 'https://queue.fal.run/fal-ai/kling-video/v1/standard/image-to-video',
    });
    expect([createImageProvider(config).name, createVideoProvider(config).name]).toEqual(['fal', 'fal']);
  });

  it('wants a model to be named, and says how', () => {
    const config = load({
      IMAGE_API_BASE_URL: 'https://queue.fal.run',
      VIDEO_API_BASE_URL: 'https://queue.fal.run',
    });
    expect(() => createImageProvider(config)).toThrow(/IMAGE_API_BASE_URL .*queue.fal.run\/fal-ai\/flux/);
    expect(() => createVideoProvider(config)).toThrow(/VIDEO_API_BASE_URL .*queue.fal.run\/fal-ai\/kling/);
  });

  it('needs no model where the mocks serve', () => {
    const config = load({ MOCK_EXTERNAL_APIS: 'true' });
    expect([createImageProvider(config).name, createVideoProvider(config).name]).toEqual(['fal', 'fal']);
  });

  it('takes one server', () => {
    const urls = 'https://queue.fal.run/fal-ai/flux/dev,https://queue.fal.run/fal-ai/flux/pro';
    expect(() => createImageProvider(load({ IMAGE_API_BASE_URL: urls }))).toThrow(/names several servers/);
  });
});
