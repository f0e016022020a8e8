import { toSecrets } from './to-secrets';

describe('toSecrets', () => {
  it('finds the secrets of an environment, each key of a list too', () => {
    expect(
      toSecrets({
        IMAGE_API_KEY: 'image-key',
        API_KEYS: 'first-key-of-all, ann=key-of-ann-herself',
        PAYLOAD_ENCRYPTION_KEY: 'AAAAAAAA=,BBBBBBBB=',
        AWS_SECRET_ACCESS_KEY: 'aws-secret',
        SMTP_URL: 'smtp://ann:pass@mail',
        LOG_LEVEL: 'information',
        RESULTS_DIR: '/data/results',
        WEBHOOK_SECRET: '',
        IMAGE_PROVIDER_TOKEN: 'short',
      }),
    ).toEqual([
      'image-key',
      'first-key-of-all, ann=key-of-ann-herself',
      'first-key-of-all',
      'ann=key-of-ann-herself',
      'key-of-ann-herself',
      'AAAAAAAA=,BBBBBBBB=',
      'AAAAAAAA=',
      'BBBBBBBB=',
      'aws-secret',
      'smtp://ann:pass@mail',
    ]);
  });
});
