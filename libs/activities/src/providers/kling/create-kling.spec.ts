import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { toKlingExternalId } from '@genvideo/models/wire';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import type { VideoProvider, VideoTask } from '../provider-port';
import { createKling } from './create-kling';
import { createKlingImages } from './create-kling-images';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 1)]);
const signal = AbortSignal.timeout(30_000);

interface Asked {
  method: string;
  path: string;
  body: Record<string, unknown> | null;
}

let kling: HttpServer;
let files: HttpServer;
let asked: Asked[];
let answer: (asked: Asked) => object;
let serveFile: (path: string) => { status?: number; body: Buffer | string };

const taskData = (changes: object = {}) => ({
  ...{ task_id: 't-1', task_status: 'submitted', task_status_msg: '', created_at: 1_000, updated_at: 1_000 },
  ...changes,
});
const good = (changes: object = {}) => ({ code: 0, message: 'SUCCEED', data: taskData(changes) });

beforeAll(async () => {
  kling = await startHttpServer(async (request: IncomingMessage, response) => {
    const body = request.method === 'POST' ? ((await json(request)) as Record<string, unknown>) : null;
    const each = { method: request.method ?? '', path: request.url ?? '', body };
    asked.push(each);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(each)));
  });
  files = await startHttpServer((request, response) => {
    const { status = 200, body } = serveFile(request.url ?? '');
    response.writeHead(status).end(body);
  });
});
beforeEach(() => {
  asked = [];
  answer = () => good();
  serveFile = () => ({ body: PNG });
});
afterAll(async () => {
  await kling.close();
  await files.close();
});

const create = (now?: () => number): VideoProvider =>
  createKling({
    ...{ baseUrl: kling.url, credentials: { apiKey: null }, model: 'kling-v1', mode: 'std' },
    ...(now && { now }),
  });
const toTask = (changes: Partial<VideoTask> = {}): VideoTask => ({
  ...{ prompt: 'it runs', style: 'anime', image_url: `${files.url}/a.png`, duration: 5 },
  may_be_private: true,
  ...{ width: 1024, height: 1024, fps: 30, metadata: {}, ...changes },
});
const submit = (changes: Partial<VideoTask> = {}, callbackUrl: string | null = null) =>
  create().submit(toTask(changes), { submissionId: 'kite-1/video/1', callbackUrl, signal });

describe('a submission to Kling', () => {
  it('says what Kling can do of the task, and nothing else', async () => {
    await expect(submit()).resolves.toBe('t-1');
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v1/videos/image2video',
        body: {
          ...{ model_name: 'kling-v1', mode: 'std', duration: '5', image: PNG.toString('base64') },
          prompt: 'it runs\nStyle: anime',
          external_task_id: toKlingExternalId('kite-1/video/1'),
        },
      },
    ]);
  });

  it.each([
    [1, '5'],
    [7.5, '5'],
    [7.6, '10'],
    [60, '10'],
  ])('of %d s becomes one of %s s', async (duration, expected) => {
    await submit({ duration });
    expect(asked[0]?.body).toMatchObject({ duration: expected });
  });

  it('leaves the style out where the prompt takes all the room', async () => {
    const prompt = '🦊'.repeat(2_500);
    await submit({ prompt });
    expect(asked[0]?.body).toMatchObject({ prompt });
  });

  it('names a picture that the world can reach by its URL', async () => {
    const image_url = 'https://1.1.1.1/a.png';
    await submit({ image_url });
    expect(asked[0]?.body).toMatchObject({ image: image_url });
  });

  it.each([
    ['is not there', { status: 404, body: '' }, 'InvalidRequest', 'answered 404'],
    ['cannot be had at the moment', { status: 503, body: '' }, 'ServiceUnavailable', 'answered 503'],
    ['is no picture', { body: '{"secret":1}' }, 'InvalidRequest', 'neither PNG nor JPEG'],
    ['is too large', { body: Buffer.concat([PNG, Buffer.alloc(11 << 20)]) }, 'InvalidRequest', 'more than'],
  ])('is not made for a picture that %s', async (...row) => {
    const [, file, type, words] = row;
    serveFile = () => file;
    await expect(submit()).rejects.toMatchObject({
      ...{ type, ambiguous: false },
      message: expect.stringContaining(words),
    });
    expect(asked).toEqual([]);
  });

  it('does not follow a picture that leads elsewhere', async () => {
    const elsewhere = await startHttpServer((_request, response) => {
      response.writeHead(302, { location: files.url }).end();
    });
    try {
      await expect(submit({ image_url: elsewhere.url })).rejects.toMatchObject({ ambiguous: false });
      expect(asked).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it('asks nothing of a private address that a caller named, and says what to do', async () => {
    let isAsked = false;
    serveFile = () => {
      isAsked = true;
      return { body: PNG };
    };
    const { port } = new URL(files.url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])
      await expect(
        submit({ image_url: `http://${host}:${port}/a.png`, may_be_private: false }),
      ).rejects.toMatchObject({
        ...{ type: 'InvalidRequest', ambiguous: false },
        message: expect.stringMatching(/image_url leads to a private address.*ALLOW_PRIVATE_IMAGE_URLS=true/),
      });
    expect({ isAsked, asked }).toEqual({ isAsked: false, asked: [] });
  });

  it('names a private callback URL only to a Kling that is private itself', async () => {
    const callbackUrl = 'http://127.0.0.1:8000/callback/kling?token=x';
    await submit({}, callbackUrl);
    expect(asked[0]?.body).toMatchObject({ callback_url: callbackUrl });
  });

  it('that was made before is taken for made', async () => {
    answer = ({ method }) =>
      method === 'POST' ? { code: 1201, message: 'external_task_id is taken' } : good({ task_id: 't-0' });
    await expect(submit()).resolves.toBe('t-0');
    expect(asked.at(-1)?.path).toBe(`/v1/videos/image2video/${toKlingExternalId('kite-1/video/1')}`);
  });

  it('that is bad is refused with the words of Kling', async () => {
    answer = ({ method }) =>
      method === 'POST'
        ? { code: 1201, message: 'image is too small' }
        : { code: 1203, message: 'no such task' };
    await expect(submit()).rejects.toMatchObject({
      type: 'InvalidRequest',
      message: expect.stringContaining('image is too small'),
    });
  });
});

describe('a look-up at Kling', () => {
  it('does not take the task of somebody else', async () => {
    answer = () => good({ task_info: { external_task_id: 'another' } });
    await expect(create().find('kite-1/video/1', signal)).rejects.toMatchObject({
      type: 'ContractViolation',
    });
  });

  it('that cannot be answered is not taken for absence', async () => {
    answer = () => ({ code: 5001, message: 'maintenance' });
    await expect(create().find('kite-1/video/1', signal)).rejects.toMatchObject({
      type: 'ServiceUnavailable',
    });
  });
});

describe('a look at a task of Kling', () => {
  it('guesses how far it is from what others took', async () => {
    let nowMs = 1_000;
    const provider = create(() => nowMs);
    const lookAt = async (afterMs: number, changes: object) => {
      nowMs = 1_000 + afterMs;
      answer = () => good(changes);
      return provider.look('t-1', signal);
    };
    const processing = { task_status: 'processing' };
    await expect(lookAt(10_000, {})).resolves.toEqual({ status: 'pending', percent: 0 });
    await expect(lookAt(90_000, processing)).resolves.toEqual({ status: 'processing', percent: 50 });
    const late = await lookAt(3_600_000, processing);
    expect('percent' in late && late.percent).toBeGreaterThan(90);
    expect('percent' in late && late.percent).toBeLessThan(100);
    await lookAt(20_000, {
      ...{ task_status: 'succeed', updated_at: 81_000 },
      task_result: { videos: [{ id: 'v', url: 'https://cdn.example/1.mp4', duration: '5' }] },
    });
    // The usual time has come down from 180 s towards the 80 s that one took.
    await expect(lookAt(75_000, processing)).resolves.toEqual({ status: 'processing', percent: 50 });
  });

  it.each([
    [
      'that failed tells why',
      { task_status: 'failed', task_status_msg: 'too dark' },
      { status: 'failed', reason: 'too dark' },
    ],
    [
      'that failed without a word says so',
      { task_status: 'failed' },
      { status: 'failed', reason: 'Kling gave no reason' },
    ],
  ])('%s', async (_title, data, expected) => {
    answer = () => good(data);
    await expect(create().look('t-1', signal)).resolves.toEqual(expected);
  });

  it('that succeeded without a file breaks the protocol', async () => {
    answer = () => good({ task_status: 'succeed', task_result: { videos: [] } });
    await expect(create().look('t-1', signal)).rejects.toMatchObject({ type: 'ContractViolation' });
  });
});

describe('pictures of Kling', () => {
  it.each([
    [1024, 1024, '1:1', '1k'],
    [1920, 1080, '16:9', '2k'],
    [800, 1200, '2:3', '1k'],
    [4096, 64, '21:9', '2k'],
  ])('of %ix%i have the nearest shape, %s, in %s', async (...row) => {
    const [width, height, aspect_ratio, resolution] = row;
    const provider = createKlingImages({
      baseUrl: kling.url,
      credentials: { apiKey: null },
      model: 'kling-v2',
    });
    const task = { prompt: 'a fox', style: 'ink', width, height, num_images: 4, metadata: {} };
    await provider.submit(task, { submissionId: 'kite-1/image/1', callbackUrl: null, signal });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v1/images/generations',
        body: {
          ...{ model_name: 'kling-v2', prompt: 'a fox\nStyle: ink', n: 4, aspect_ratio, resolution },
          external_task_id: toKlingExternalId('kite-1/image/1'),
        },
      },
    ]);
  });
});
