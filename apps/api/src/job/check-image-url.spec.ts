import { parseRequest } from '@genvideo/models/schemas';
import { checkImageUrl, type ImageUrlConfig } from './check-image-url';

const job = (image_url: string) => parseRequest('job', { prompt: 'it runs', user_id: 'ann', image_url });
const config = (change: Partial<ImageUrlConfig> = {}): ImageUrlConfig => ({
  VIDEO_PROVIDER: 'kling',
  ALLOW_PRIVATE_IMAGE_URLS: false,
  ...change,
});

describe('checkImageUrl', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/a.png',
    'http://127.0.0.1:8000/a.png',
    'http://[::ffff:10.0.0.1]/a.png',
    'http://localhost/a.png',
    'http://2130706433/a.png',
  ])('refuses %s where a worker would have to fetch it', (url) => {
    expect(() => checkImageUrl(job(url), config())).toThrow(
      /image_url leads to a private address.*ALLOW_PRIVATE/,
    );
  });

  it('takes what the service itself fetches, and what is allowed', () => {
    checkImageUrl(job('https://pictures.example/a.png'), config());
    checkImageUrl(job('http://127.0.0.1/a.png'), config({ VIDEO_PROVIDER: 'kling-proxy' }));
    checkImageUrl(job('http://127.0.0.1/a.png'), config({ ALLOW_PRIVATE_IMAGE_URLS: true }));
    checkImageUrl(parseRequest('image', { prompt: 'a fox', user_id: 'ann' }), config());
  });
});
