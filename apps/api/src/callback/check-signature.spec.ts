import { Webhook } from 'standardwebhooks';
import { checkSignature } from './check-signature';

/** The test vector of Kling's documentation. */
const VECTOR = {
  secret: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
  atMs: 1_781_080_794_000,
  headers: {
    'webhook-id': '9876543210',
    'webhook-timestamp': '1781080794',
    'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
  },
  body: Buffer.from(
    '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
  ),
};

describe('checkSignature', () => {
  afterEach(() => jest.useRealTimers());

  it("accepts Kling's own example", () => {
    jest.useFakeTimers({ now: VECTOR.atMs });
    expect(() => checkSignature(VECTOR.body, VECTOR.headers, VECTOR.secret)).not.toThrow();
  });

  it('accepts one right signature among several, as during a rotation', () => {
    jest.useFakeTimers({ now: VECTOR.atMs });
    const headers = {
      ...VECTOR.headers,
      'webhook-signature': `v1,AAAA ${VECTOR.headers['webhook-signature']}`,
    };
    expect(() => checkSignature(VECTOR.body, headers, VECTOR.secret)).not.toThrow();
  });

  it('refuses a signature older than five minutes', () => {
    jest.useFakeTimers({ now: VECTOR.atMs + 301_000 });
    expect(() => checkSignature(VECTOR.body, VECTOR.headers, VECTOR.secret)).toThrow('too old');
  });

  it('takes a secret that is no base64 as it is', () => {
    const secret = 'not base64: no!';
    const now = new Date();
    const headers = {
      'webhook-id': 'a',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret, { format: 'raw' }).sign('a', now, '{}'),
    };
    expect(() => checkSignature(Buffer.from('{}'), headers, secret)).not.toThrow();
    expect(() => checkSignature(Buffer.from('{ }'), headers, secret)).toThrow('No matching signature');
  });

  it('has nothing to check where there are no signature headers', () => {
    expect(() => checkSignature(Buffer.from('{}'), {}, VECTOR.secret)).not.toThrow();
  });
});
