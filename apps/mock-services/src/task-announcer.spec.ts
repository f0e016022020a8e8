import { videoCallbackSchema } from '@genvideo/models/wire';
import { Webhook } from 'standardwebhooks';
import { startCallbackReceiver, type CallbackReceiver } from '../test/callback-receiver';
import { videoBody } from '../test/proxy-client';
import { useMocks } from '../test/use-mocks';

const callbackSecret = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const metadata = { workflow_id: 'w', nested: { attempt: 1 } };

const mocks = useMocks({ callbackSecret });
const unsigned = useMocks();
let receiver: CallbackReceiver;

beforeEach(async () => {
  receiver = await startCallbackReceiver();
});
afterEach(() => receiver.close());

const submit = (changes: object = {}) =>
  mocks.video.submitJob({ ...videoBody, callback_url: receiver.url, metadata, ...changes });

describe('callbacks', () => {
  it('announce a completed video, signed', async () => {
    const id = await submit();
    await receiver.until(1);
    const [callback] = receiver.received;
    const body = videoCallbackSchema.parse(
      new Webhook(callbackSecret).verify(callback!.raw, callback!.headers),
    );
    expect(body).toMatchObject({ job_id: id, status: 'completed', metadata });
    expect((await mocks.video.status(id)).body).toMatchObject({
      status: 'completed',
      video_url: body.asset_url,
    });
    expect(mocks.services.videoStats().callbacks_sent).toBe(1);
  });

  it('have a signature that no other secret made', async () => {
    await submit();
    await receiver.until(1);
    const [callback] = receiver.received;
    const other = new Webhook(Buffer.from('another secret of the same kind').toString('base64'));
    expect(() => other.verify(callback!.raw, callback!.headers)).toThrow();
  });

  it('announce a failed video with its reason', async () => {
    mocks.services.setFaults({ failure_rate: 1 });
    await submit();
    await receiver.until(1);
    const body = videoCallbackSchema.parse(receiver.received[0]?.body);
    expect(body).toMatchObject({
      status: 'failed',
      error_message: expect.stringContaining('failure_rate') as string,
    });
  });

  it('are unsigned without a secret', async () => {
    await unsigned.video.submitJob({ ...videoBody, callback_url: receiver.url });
    await receiver.until(1);
    expect(receiver.received[0]?.headers['webhook-signature']).toBeUndefined();
  });

  it('can be lost', async () => {
    mocks.services.setFaults({ callback_lost_rate: 1 });
    await mocks.video.untilEnded(await submit());
    mocks.services.setFaults({ callback_lost_rate: 0 });
    const next = await submit();
    await receiver.until(1);
    expect(receiver.received.map(({ body }) => body['job_id'])).toEqual([next]);
    expect(mocks.services.videoStats().callbacks_sent).toBe(1);
  });

  it('can come three times, as one message', async () => {
    mocks.services.setFaults({ callback_repeat_rate: 1 });
    await submit();
    await receiver.until(3);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ raw }) => raw)).size).toBe(1);
    expect(mocks.services.videoStats().callbacks_sent).toBe(3);
  });

  it('can come before the end and say completed all the same', async () => {
    mocks.services.setFaults({ callback_early_rate: 1, slow_progress: 1000 });
    const id = await submit();
    await receiver.until(1);
    expect(receiver.received[0]?.body).toMatchObject({ job_id: id, status: 'completed' });
    expect(['pending', 'processing']).toContain((await mocks.video.status(id)).body['status']);
    expect((await fetch(String(receiver.received[0]?.body['asset_url']))).status).toBe(404);
  });

  it('can come late', async () => {
    mocks.services.setFaults({ callback_late_rate: 1, callback_late_ms: 100 });
    await mocks.video.untilEnded(await submit());
    expect(receiver.received).toEqual([]);
    await receiver.until(1);
    mocks.services.setFaults({ callback_late_ms: 600_000 });
    await mocks.video.untilEnded(await submit());
    expect(mocks.services.videoStats().callbacks_sent).toBe(1);
  });

  it('come once more, byte for byte, from somebody who overheard the last one', async () => {
    mocks.services.setFaults({ callback_replayed_rate: 1 });
    await submit();
    await receiver.until(2);
    const [one, other] = receiver.received.map(({ raw, headers }) => [raw, headers['webhook-signature']]);
    expect(other).toEqual(one);
  });

  it.each([
    ['callback_forged_rate', /No matching signature/],
    ['callback_stale_rate', /too old/],
    ['callback_malformed_rate', /JSON/],
  ] as const)('come from somebody else as well: %s', async (fault, reason) => {
    mocks.services.setFaults({ [fault]: 1, slow_progress: 1000 });
    await submit();
    await receiver.until(1);
    const [callback] = receiver.received;
    expect(() => new Webhook(callbackSecret).verify(callback!.raw, callback!.headers)).toThrow(reason);
  });

  it('come about the task of another account', async () => {
    mocks.services.setFaults({ callback_stranger_rate: 1, slow_progress: 1000 });
    const id = await submit();
    await receiver.until(1);
    const [callback] = receiver.received;
    const body = new Webhook(callbackSecret).verify(callback!.raw, callback!.headers);
    expect(body).toMatchObject({ status: 'failed' });
    expect(body).not.toMatchObject({ job_id: id });
  });

  it('do not follow a cancel', async () => {
    mocks.services.setFaults({ slow_progress: 1000 });
    await mocks.video.cancel(await submit());
    expect(mocks.services.videoStats()).toMatchObject({ cancelled: 1, callbacks_sent: 0 });
  });

  it('do no harm when nobody takes them', async () => {
    const id = await submit({ callback_url: 'http://127.0.0.1:9/closed' });
    expect((await mocks.video.untilEnded(id)).last.body['status']).toBe('completed');
  });
});
