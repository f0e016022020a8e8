import { klingTaskAnswerSchema } from '@genvideo/models/wire';
import { Webhook } from 'standardwebhooks';
import { startCallbackReceiver } from '../../test/callback-receiver';
import {
  dataOf,
  IMAGE_PATH,
  klingImage,
  klingVideo,
  signToken,
  untilEnded,
  VIDEO_PATH,
} from '../../test/kling-client';
import { useMocks } from '../../test/use-mocks';

const callbackSecret = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const mocks = useMocks({ callbackSecret });

const submit = (changes: object = {}) =>
  mocks.video.send('POST', VIDEO_PATH, { body: { ...klingVideo, ...changes } });
const isRefused = (answer: { status: number; body: unknown }) => [answer.status, answer.body];
const refusal = (status: number, code: number) => [
  status,
  { code, message: expect.any(String) as string, request_id: expect.any(String) as string },
];

describe('a video at Kling itself', () => {
  it('goes from submitted to succeed, and is found by either id', async () => {
    const submitted = await submit({ external_task_id: 'e-1' });
    expect(submitted.status).toBe(200);
    const { data } = klingTaskAnswerSchema.parse(submitted.body);
    expect(data).toMatchObject({ task_status: 'submitted', task_info: { external_task_id: 'e-1' } });
    const made = await untilEnded(mocks.video, `${VIDEO_PATH}/e-1`);
    expect(await untilEnded(mocks.video, `${VIDEO_PATH}/${data.task_id}`)).toEqual(made);
    expect(made).toMatchObject({
      task_id: data.task_id,
      task_status: 'succeed',
      task_result: { videos: [{ duration: '5', url: expect.stringMatching(/\/media\/.*\.mp4$/) as string }] },
    });
    const { videos } = made['task_result'] as { videos: { url: string }[] };
    expect((await fetch(videos[0]?.url ?? '')).headers.get('content-type')).toBe('video/mp4');
    expect(mocks.services.videoStats()).toMatchObject({ submissions: 1, distinct_keys: 1, completed: 1 });
  });

  it('takes an external_task_id once', async () => {
    await submit({ external_task_id: 'e-1' });
    expect(isRefused(await submit({ external_task_id: 'e-1' }))).toEqual(refusal(400, 1201));
    expect(mocks.services.videoStats().submissions).toBe(1);
  });

  it.each([
    ['a number of seconds that is none of its texts', { duration: 5 }, refusal(400, 1201)],
    ['a length that it does not make', { duration: '7' }, refusal(400, 1201)],
    ['a picture with a data: prefix', { image: 'data:image/png;base64,AAAA' }, refusal(400, 1201)],
    ['a model that it does not have', { model_name: 'sora' }, refusal(404, 1203)],
  ])('refuses %s', async (_title, changes, expected) => {
    expect(isRefused(await submit(changes))).toEqual(expected);
  });

  it('does not know what was never there', async () => {
    expect(isRefused(await mocks.video.send('GET', `${VIDEO_PATH}/nope`))).toEqual(refusal(404, 1203));
  });

  it('refuses one task too many with 1303, and counts that', async () => {
    mocks.services.setFaults({ concurrency_limit: 2, stuck_rate: 1 });
    for (const id of ['a', 'b']) expect((await submit({ external_task_id: id })).status).toBe(200);
    expect(isRefused(await submit({ external_task_id: 'c' }))).toEqual(refusal(429, 1303));
    expect(mocks.services.videoStats()).toMatchObject({ submissions: 2, refused_over_limit: 1 });
  });

  it('answers the code it is told to, and may have taken the task before a 5xxx', async () => {
    mocks.services.setFaults({ kling_codes: { 1301: 1 } });
    expect(isRefused(await submit({ external_task_id: 'e-1' }))).toEqual(refusal(400, 1301));
    expect(mocks.services.videoStats().submissions).toBe(0);
    mocks.services.setFaults({ kling_codes: { 5001: 1 } });
    const ids = Array.from({ length: 20 }, (_, index) => `e-${index}`);
    for (const id of ids) expect((await submit({ external_task_id: id })).status).toBe(503);
    const { submissions } = mocks.services.videoStats();
    expect(submissions).toBeGreaterThan(3);
    expect(submissions).toBeLessThan(17);
  });

  it('answers a code to a question after a task, too', async () => {
    await submit({ external_task_id: 'e-1' });
    mocks.services.setFaults({ kling_query_codes: { 1302: 1 } });
    expect(isRefused(await mocks.video.send('GET', `${VIDEO_PATH}/e-1`))).toEqual(refusal(429, 1302));
  });

  it('calls back on each change, signed, with the bare task', async () => {
    const receiver = await startCallbackReceiver();
    try {
      await submit({ external_task_id: 'e-1', callback_url: receiver.url });
      await receiver.until(3);
      for (const { raw, headers } of receiver.received) new Webhook(callbackSecret).verify(raw, headers);
      expect(receiver.received.map(({ body }) => body['task_status']).sort()).toEqual([
        'processing',
        'submitted',
        'succeed',
      ]);
      const ended = receiver.received.find(({ body }) => body['task_status'] === 'succeed');
      expect(ended?.body).toEqual(await untilEnded(mocks.video, `${VIDEO_PATH}/e-1`));
    } finally {
      await receiver.close();
    }
  });
});

describe('pictures at Kling itself', () => {
  it('are as many as were asked for, and count that many against the limit', async () => {
    mocks.services.setFaults({ concurrency_limit: 3 });
    const submitted = await mocks.image.send('POST', IMAGE_PATH, { body: klingImage });
    expect(isRefused(await mocks.image.send('POST', IMAGE_PATH, { body: klingImage }))).toEqual(
      refusal(429, 1303),
    );
    const made = await untilEnded(mocks.image, `${IMAGE_PATH}/${String(dataOf(submitted)['task_id'])}`);
    expect(made['task_result']).toEqual({
      images: [0, 1].map((index) => ({
        index,
        url: expect.stringContaining(`image-${index + 1}.png`) as string,
      })),
    });
  });
});

describe('the token', () => {
  const locked = useMocks({ klingAccessKey: 'ak', klingSecretKey: 'sk', apiKey: 'plain' });
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: 'ak', exp: now + 1800, nbf: now - 5 };
  const ask = (token: string | null) =>
    locked.video.send('GET', `${VIDEO_PATH}/nope`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });

  it.each([
    ['is wanted', null, 1001],
    ['has to be one', 'x.y.z', 1002],
    ['has to be signed with the secret key', signToken(good, 'other'), 1000],
    ['has to name the access key', signToken({ ...good, iss: 'other' }, 'sk'), 1000],
    ['is not valid before its time', signToken({ ...good, nbf: now + 600 }, 'sk'), 1003],
    ['is not valid after its time', signToken({ ...good, exp: now - 1 }, 'sk'), 1004],
  ])('%s', async (_title, token, code) => {
    expect((await ask(token)).body).toMatchObject({ code });
  });

  it('lets in, as does a plain key', async () => {
    for (const token of [signToken(good, 'sk'), 'plain'])
      expect((await ask(token)).body).toMatchObject({ code: 1203 });
  });
});
