import { InvalidRequestError } from './invalid-request-error';
import { ProgressQueryClient } from './progress-query-client';

describe('payloadEncryptionKey', () => {
  it('is refused, without being shown, where it is no key', async () => {
    const client = new ProgressQueryClient({
      temporalHost: '127.0.0.1:1',
      payloadEncryptionKey: 'not-a-key-at-all',
    });
    const refusal: unknown = await client
      .readProgress('job-1', { method: 'direct' })
      .catch((error: unknown) => error);
    await client.close();
    expect(refusal).toBeInstanceOf(InvalidRequestError);
    expect(String(refusal)).toMatch(/payloadEncryptionKey must be keys of 32 bytes/);
    expect(String(refusal)).not.toContain('not-a-key');
  });
});
