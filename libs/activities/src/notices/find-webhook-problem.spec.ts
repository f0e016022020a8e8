import { findWebhookProblem } from './find-webhook-problem';

const OPEN = { allowPrivate: true, canSign: true };
const CAREFUL = { allowPrivate: false, canSign: true };

describe('findWebhookProblem', () => {
  it.each([
    'http://127.0.0.1:9000/hook',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'https://192.168.1.5/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:3000/',
    'http://api.localhost./',
  ])('finds that %s is private', (url) => {
    expect(findWebhookProblem(url, CAREFUL)).toContain('ALLOW_PRIVATE_WEBHOOKS');
    expect(findWebhookProblem(url, OPEN)).toBeNull();
  });

  it('takes what the internet can reach, names included: they are looked up later', () => {
    for (const url of ['https://example.com/hook', 'http://8.8.8.8/', 'https://[2606:4700::1111]/'])
      expect(findWebhookProblem(url, CAREFUL)).toBeNull();
  });

  it('says that nothing can be signed without a secret', () => {
    expect(findWebhookProblem('https://example.com/', { allowPrivate: true, canSign: false })).toContain(
      'WEBHOOK_SECRET is not set',
    );
  });
});
