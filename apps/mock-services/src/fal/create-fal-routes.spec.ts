import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { falStatusSchema, falSubmittedSchema, falWebhookSchema } from '@genvideo/models/wire';
import { startCallbackReceiver } from '../../test/callback-receiver';
import { useMocks } from '../../test/use-mocks';

const mocks = useMocks();

const IMAGE = { prompt: 'a fox', image_size: { width: 64, height: 48 }, num_images: 2 };
const VIDEO = { prompt: 'it runs', image_url: 'http://127.0.0.1:9/never-asked.png', duration: '5' };
const IMAGE_MODEL = '/fal-ai/flux/dev';
const VIDEO_MODEL = '/fal-ai/kling-video/v1/standard/image-to-video';

const ask = async (method: string, url: string) => {
  const response = await fetch(url, { method });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const submit = async (body: unknown = VIDEO, query = '') => {
  const answer = await mocks.video.send('POST', `${VIDEO_MODEL}${query}`, { body });
  return falSubmittedSchema.parse(answer.body);
};
const readStatus = async (statusUrl: string): Promise<string> => {
  const { status, body } = await ask('GET', statusUrl);
  return `${status} ${falStatusSchema.parse(body).status}`;
};
const until = async (statusUrl: string, wanted: string): Promise<void> => {
  while ((await readStatus(statusUrl)) !== wanted) await new Promise((resolve) => setTimeout(resolve, 2));
};
const untilCompleted = (statusUrl: string): Promise<void> => until(statusUrl, '200 COMPLETED');

describe("a request at fal's queue", () => {
  it('goes from the queue to its end, with 202 and then 200, at URLs that leave out the path of the model', async () => {
    mocks.services.setFaults({ slow_progress: 1_000 });
    // It waits for a quarter of a second: on a busy machine, that is over sooner than anybody looks.
    let waiting = await submit();
    while ((await readStatus(waiting.status_url)) !== '202 IN_QUEUE') waiting = await submit();
    await until(waiting.status_url, '202 IN_PROGRESS');
    mocks.services.setFaults({ slow_progress: 1 });
    const { request_id: id, status_url, response_url, cancel_url } = await submit();
    const request = `${mocks.services.videoUrl}/fal-ai/kling-video/requests/${id}`;
    expect([status_url, response_url, cancel_url]).toEqual([
      `${request}/status`,
      request,
      `${request}/cancel`,
    ]);
    expect((await ask('GET', waiting.response_url)).status).toBe(400);
    await untilCompleted(status_url);
    const { video } = (await ask('GET', response_url)).body as { video: { url: string } };
    expect((await fetch(video.url)).headers.get('content-type')).toBe('video/mp4');
  });

  it('makes as many pictures as it is asked for', async () => {
    const answer = await mocks.image.send('POST', IMAGE_MODEL, { body: IMAGE });
    const { status_url, response_url } = falSubmittedSchema.parse(answer.body);
    await untilCompleted(status_url);
    const { images } = (await ask('GET', response_url)).body as { images: { url: string; width: number }[] };
    expect(images).toHaveLength(2);
    expect(images[0]).toMatchObject({ width: 64, height: 48, content_type: 'image/png' });
  });

  it('knows no deduplication', async () => {
    const ids = new Set([(await submit()).request_id, (await submit()).request_id]);
    expect(ids.size).toBe(2);
    expect(mocks.services.videoStats()).toMatchObject({ submissions: 2 });
  });

  it('is completed when it failed, too: only its result says so', async () => {
    mocks.services.setFaults({ failure_rate: 1 });
    const { status_url, response_url } = await submit();
    await untilCompleted(status_url);
    expect(await ask('GET', response_url)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body'], msg: expect.stringContaining('failure_rate') }] },
    });
  });

  it('takes an input that is wrong, and fails with the field', async () => {
    const { status_url, response_url } = await submit({ ...VIDEO, duration: 5 });
    await untilCompleted(status_url);
    expect(await ask('GET', response_url)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', 'duration'] }] },
    });
  });

  it('can be stopped until it has ended', async () => {
    mocks.services.setFaults({ stuck_rate: 1 });
    const { cancel_url, status_url } = await submit();
    expect(await ask('PUT', cancel_url)).toEqual({
      status: 202,
      body: { status: 'CANCELLATION_REQUESTED' },
    });
    expect(await ask('PUT', cancel_url)).toEqual({ status: 400, body: { status: 'ALREADY_COMPLETED' } });
    expect(await ask('PUT', cancel_url.replace(/requests\/[^/]+/, 'requests/nope'))).toEqual({
      status: 404,
      body: { status: 'NOT_FOUND' },
    });
    expect(await readStatus(status_url)).toBe('200 COMPLETED');
    expect(mocks.services.videoStats()).toMatchObject({ cancelled: 1, in_flight: 0 });
  });

  it('is not known when it is lost', async () => {
    expect(await ask('GET', `${mocks.services.videoUrl}/fal-ai/flux/requests/nope/status`)).toMatchObject({
      status: 404,
      body: { detail: expect.any(String) },
    });
  });

  it.each([
    [{}, 'OK'],
    [{ failure_rate: 1 }, 'ERROR'],
  ])('is told to its webhook, signed (faults %j)', async (faults, status) => {
    const receiver = await startCallbackReceiver();
    try {
      mocks.services.setFaults(faults);
      const { request_id } = await submit(VIDEO, `?fal_webhook=${encodeURIComponent(receiver.url)}`);
      await receiver.until(1);
      const { raw = '', headers = {}, body } = receiver.received[0] ?? {};
      expect(falWebhookSchema.parse(body)).toMatchObject({ request_id, status });
      const { body: keySet } = await ask('GET', `${mocks.services.videoUrl}/.well-known/jwks.json`);
      const [key] = (keySet as { keys: JsonWebKey[] }).keys;
      const about = (name: string) => headers[`x-fal-webhook-${name}`] ?? '';
      expect(about('request-id')).toBe(request_id);
      const digest = createHash('sha256').update(raw).digest('hex');
      const text = [request_id, about('user-id'), about('timestamp'), digest].join('\n');
      const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' });
      const signature = Buffer.from(about('signature'), 'hex');
      expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true);
    } finally {
      await receiver.close();
    }
  });
});

describe("fal's queue with a key", () => {
  const guarded = useMocks({ apiKey: 'k-1' });

  it('takes it in its own words', async () => {
    const send = (authorization: string) =>
      guarded.video.send('POST', VIDEO_MODEL, { body: VIDEO, headers: { authorization } });
    expect((await send('Key k-1')).status).toBe(200);
    expect(await send('Bearer k-1')).toMatchObject({ status: 401, body: { detail: expect.any(String) } });
  });
});
