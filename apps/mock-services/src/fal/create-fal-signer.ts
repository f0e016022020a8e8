import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { nowMs } from '../now-ms';

/** Whose account all requests at the mock are. */
const USER_ID = 'mock-account';

/** Signs webhooks as fal does. */
export interface FalSigner {
  /** What `GET /.well-known/jwks.json` answers. */
  readonly keySet: { keys: object[] };
  toHeaders(requestId: string, body: string): Record<string, string>;
}

/** A signer with a key of its own, new each time. */
export function createFalSigner(): FalSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    keySet: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig' }] },
    toHeaders(requestId, body) {
      const timestamp = String(Math.floor(nowMs() / 1_000));
      const digest = createHash('sha256').update(body).digest('hex');
      const text = [requestId, USER_ID, timestamp, digest].join('\n');
      return {
        'x-fal-webhook-request-id': requestId,
        'x-fal-webhook-user-id': USER_ID,
        'x-fal-webhook-timestamp': timestamp,
        'x-fal-webhook-signature': sign(null, Buffer.from(text), privateKey).toString('hex'),
      };
    },
  };
}
