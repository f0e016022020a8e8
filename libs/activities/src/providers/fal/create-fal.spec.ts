import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { createFalImages } from './create-fal-images';
import { createFalVideos } from './create-fal-videos';

interface Seen {
  method: string;
  url: string;
  authorization: string | undefined;
  body: string;
}

interface Answer {
  status?: number;
  body?: unknown;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
const signal = AbortSignal.timeout(30_000);

let server: HttpServer;
let seen: Seen[];
let answers: Record<string, Answer>;

const toSeen = async (request: IncomingMessage): Promise<Seen> => ({
  method: request.method ?? '',
  url: request.url ?? '',
  authorization: request.headers.authorization,
  body: await text(request),
});

beforeAll(async () => {
  server = await startHttpServer(async (request, response) => {
    const question = await toSeen(request);
    seen.push(question);
    if (question.url === '/picture.png') return void response.end(PNG);
    const key = `${question.method} ${question.url.replace(/\?.*$/, '')}`;
    const { status = 200, body } = answers[key] ?? { status: 404, body: { detail: 'Not found' } };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
});
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  answers = {
    'POST /fal-ai/flux/dev': { body: toSubmitted(server.url) },
    'GET /q/r-1/status': { body: { status: 'COMPLETED' } },
    'GET /q/r-1': { body: { images: [{ url: 'https://cdn.example/1.png', width: 8, height: 8 }] } },
  };
});

const toSubmitted = (origin: string) => ({
  request_id: 'r-1',
  status_url: `${origin}/q/r-1/status`,
  response_url: `${origin}/q/r-1?page=1`,
  cancel_url: `${origin}/q/r-1/cancel`,
  queue_position: 3,
});
const create = (apiKey: string | null = 'k') =>
  createFalImages({ baseUrl: `${server.url}/fal-ai/flux/dev/`, apiKey, cancelWaitMs: 300 });
const TASK = { prompt: 'a fox', style: 'anime', width: 640, height: 480, metadata: {} };
const submit = (callbackUrl: string | null = null, provider = create()): Promise<string> =>
  provider.submit(TASK, { submissionId: 'job/image/1', callbackUrl, signal });
const lookAfter = async (answer: Answer) => {
  const taskId = await submit();
  answers['GET /q/r-1'] = answer;
  return create().look(taskId, signal);
};

describe('a request to fal', () => {
  it('goes to the model with the key, and is followed at the URLs that fal named', async () => {
    const state = await create().look(await submit(), signal);
    expect(state).toEqual({ status: 'completed', output: { urls: ['https://cdn.example/1.png'] } });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /fal-ai/flux/dev',
      'GET /q/r-1/status',
      'GET /q/r-1?page=1',
    ]);
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(new Set(['Key k']));
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      prompt: 'a fox\nStyle: anime',
      image_size: { width: 640, height: 480 },
      num_images: 1,
    });
  });

  it('asks for no more pictures than the models make at once', async () => {
    await create().submit({ ...TASK, num_images: 9 }, { submissionId: 'x', callbackUrl: null, signal });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ num_images: 4 });
  });

  it('names the route for its webhooks, whose token stays out of what people read', async () => {
    await submit('http://127.0.0.1:8000/callback/kling?workflow_id=j&token=t0k3n');
    const asked = new URL(seen[0]?.url ?? '', server.url).searchParams.get('fal_webhook');
    expect(asked).toBe('http://127.0.0.1:8000/callback/fal?workflow_id=j&token=t0k3n');
    answers = {};
    const error: unknown = await submit('http://127.0.0.1:8000/callback/kling?token=t0k3n').catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).not.toContain('t0k3n');
  });

  it('carries a picture that only we can reach', async () => {
    answers['POST /fal-ai/kling-video'] = { body: toSubmitted(server.url) };
    const provider = createFalVideos({ baseUrl: `${server.url}/fal-ai/kling-video`, apiKey: null });
    const task = { ...TASK, image_url: `${server.url}/picture.png`, may_be_private: true, duration: 8 };
    await provider.submit(task, { submissionId: 'x', callbackUrl: null, signal });
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({
      prompt: 'a fox\nStyle: anime',
      image_url: `data:image/png;base64,${PNG.toString('base64')}`,
      duration: '10',
    });
  });

  it('does not take its key to a host that fal names and that is another one', async () => {
    answers['POST /fal-ai/flux/dev'] = { body: toSubmitted('http://elsewhere.example') };
    await expect(submit()).rejects.toMatchObject({
      type: 'ContractViolation',
      // The request was taken: it may be paid for.
      ambiguous: true,
      message: expect.stringContaining('http://elsewhere.example'),
    });
  });

  it('does not read an answer without end', async () => {
    answers['GET /q/r-1'] = { body: `"${'x'.repeat(17 * 1024 * 1024)}"` };
    await expect(create().look(await submit(), signal)).rejects.toMatchObject({ type: 'ContractViolation' });
  });

  it('may have been taken where the answer is a server error, and has not where it is refused', async () => {
    answers['POST /fal-ai/flux/dev'] = { status: 503, body: { detail: 'Overloaded' } };
    await expect(submit()).rejects.toMatchObject({ type: 'ServiceUnavailable', ambiguous: true });
    answers['POST /fal-ai/flux/dev'] = { status: 403, body: { detail: 'User is locked' } };
    await expect(submit()).rejects.toMatchObject({
      type: 'ProviderMisconfigured',
      ambiguous: false,
      message: expect.stringContaining('User is locked'),
    });
    await expect(create().find('job/image/1', signal)).resolves.toEqual({ status: 'unsupported' });
  });
});

describe('a result of fal', () => {
  it.each([
    ['words', { detail: 'Out of memory' }, { reason: 'Out of memory' }],
    [
      'a trouble of the model',
      { detail: [{ loc: ['body'], msg: 'No face found', type: 'face_detection_error' }] },
      { reason: 'No face found' },
    ],
    [
      'an input that is wrong',
      { detail: [{ loc: ['body', 'duration'], msg: 'must be 5', type: 'literal_error' }] },
      { reason: 'duration: must be 5', type: 'InvalidRequest' },
    ],
    [
      'an input that is not allowed',
      { detail: [{ loc: ['body', 'prompt'], msg: 'Flagged', type: 'content_policy_violation' }] },
      { reason: 'prompt: Flagged', type: 'ProviderRefused' },
    ],
    ['no words at all', '', { reason: 'the result is an error 422' }],
    ['anything else', '<p>Sorry</p>', { reason: 'the result is an error 422 <p>Sorry</p>' }],
  ])('that is a 4xx is a failure, told in %s', async (_title, body, expected) => {
    await expect(lookAfter({ status: 422, body })).resolves.toEqual({ status: 'failed', ...expected });
  });

  it.each([408, 429, 500, 504])('that is a %i is asked for again', async (status) => {
    const type = status === 429 ? 'RateLimited' : 'ServiceUnavailable';
    await expect(lookAfter({ status, body: {} })).rejects.toMatchObject({ type });
  });

  it('that names no file breaks the protocol, as one does that is to be fetched from this disk', async () => {
    const type = 'ContractViolation';
    await expect(lookAfter({ body: { images: [] } })).rejects.toMatchObject({ type });
    await expect(lookAfter({ body: { images: [{ url: 'file:///etc/passwd' }] } })).rejects.toMatchObject({
      type,
    });
  });
});

describe('stopping a request at fal', () => {
  const cancelAfter = async (cancelled: Answer, status: Answer, result: Answer) => {
    const taskId = await submit();
    answers['PUT /q/r-1/cancel'] = cancelled;
    answers['GET /q/r-1/status'] = status;
    answers['GET /q/r-1'] = result;
    return create().cancel(taskId, signal);
  };
  const taken = { status: 202, body: { status: 'CANCELLATION_REQUESTED' } };
  const over = { body: { status: 'COMPLETED' } };
  const gone = { status: 404, body: { detail: 'Not found' } };
  const made = { body: { images: [{ url: 'https://cdn.example/1.png' }] } };

  it.each([
    ['is off the queue', taken, gone, gone, 'cancelled_at_provider'],
    ['ends without a result', taken, over, { status: 400, body: {} }, 'cancelled_at_provider'],
    ['is made all the same', taken, over, made, 'already_ended'],
    ['was over', { status: 400, body: { status: 'ALREADY_COMPLETED' } }, over, made, 'already_ended'],
    ['is not known', { status: 404, body: { status: 'NOT_FOUND' } }, gone, gone, 'already_ended'],
  ])('says so when it %s', async (...row) => {
    const [, cancelled, status, result, outcome] = row;
    await expect(cancelAfter(cancelled, status, result)).resolves.toBe(outcome);
  });

  it('says so when it runs on', async () => {
    const running = { status: 202, body: { status: 'IN_PROGRESS' } };
    await expect(cancelAfter(taken, running, gone)).resolves.toBe('provider_cannot_cancel');
  });
});
