import { createDiskStorage } from '@genvideo/activities/storage';
import { PICTURES_FOLDER } from '@genvideo/models';
import { parseRequest } from '@genvideo/models/schemas';
import { checkImageUrl, type ImageUrlPolicy } from './check-image-url';

const job = (image_url: string) => parseRequest('job', { prompt: 'it runs', user_id: 'ann', image_url });
const storage = createDiskStorage({ root: '/nowhere', baseUrl: 'http://127.0.0.1:8000/assets' });
const policy = (change: Partial<ImageUrlPolicy['config']> = {}): ImageUrlPolicy => ({
  config: { VIDEO_PROVIDER: 'kling', ALLOW_PRIVATE_IMAGE_URLS: false, ...change },
  storage,
});

describe('checkImageUrl', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/a.png',
    'http://127.0.0.1:8000/a.png',
    'http://127.0.0.1:8000/assets/job-1/image.png',
    'http://[::ffff:10.0.0.1]/a.png',
    'http://localhost/a.png',
    'http://2130706433/a.png',
  ])('refuses %s where a worker would have to fetch it', (url) => {
    expect(() => checkImageUrl(job(url), policy())).toThrow(
      /image_url leads to a private address.*ALLOW_PRIVATE/,
    );
  });

  it('takes what the service itself fetches, and what is allowed', () => {
    checkImageUrl(job('https://pictures.example/a.png'), policy());
    checkImageUrl(job(storage.toUrl(`${PICTURES_FOLDER}/${'a0'.repeat(32)}.png`)), policy());
    checkImageUrl(job('http://127.0.0.1/a.png'), policy({ VIDEO_PROVIDER: 'kling-proxy' }));
    checkImageUrl(job('http://127.0.0.1/a.png'), policy({ ALLOW_PRIVATE_IMAGE_URLS: true }));
    checkImageUrl(parseRequest('image', { prompt: 'a fox', user_id: 'ann' }), policy());
  });
});
