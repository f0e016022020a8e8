import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { serveApp, type ServedApp } from '../test/serve-app';

const SECRET = 'a secret of this spec';

describe('createApp without an engine', () => {
  const sockets: Socket[] = [];
  let silent: Server;
  let resultsDir: string;
  let app: ServedApp;

  beforeAll(async () => {
    // Takes connections and never answers: worse than nobody listening.
    silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    resultsDir = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    await mkdir(path.join(resultsDir, 'job-1'));
    await writeFile(path.join(resultsDir, 'job-1/video.mp4'), '0123456789');
    await writeFile(path.join(resultsDir, 'job-1/state.json'), '{}');
    await writeFile(path.join(resultsDir, 'job-1/.hidden'), 'secret');
    app = await serveApp(`127.0.0.1:${(silent.address() as AddressInfo).port}`, {
      CALLBACK_SECRET: SECRET,
      RESULTS_DIR: resultsDir,
      MOCK_EXTERNAL_APIS: 'true',
      VIDEO_API_BASE_URL: 'http://name:password@127.0.0.1:16882/',
    });
  });
  afterAll(async () => {
    await app.stop();
    for (const socket of sockets) socket.destroy();
    silent.close();
    await rm(resultsDir, { recursive: true });
  });

  it('says at / what there is', async () => {
    const response = await fetch(app.url);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      name: 'GenVideo',
      version: '0.0.0-spec',
      links: { health: '/health' },
    });
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is healthy within a second or so and says that the engine is not', async () => {
    const startedAtMs = Date.now();
    const response = await fetch(`${app.url}/health`);
    expect(Date.now() - startedAtMs).toBeLessThan(2_500);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      engine: { reachable: false, namespace: 'default', hint: expect.stringContaining('npm start') },
      worker: { task_queue: 'generation-queue', pollers: null, hint: null },
      limiter: null,
      providers: {
        image: { adapter: 'comfy-proxy', base_url: 'http://127.0.0.1:6889', mock: true },
        video: { adapter: 'kling-proxy', base_url: 'http://127.0.0.1:16882', mock: true },
      },
      mock: true,
    });
  });

  it('is not ready, as a problem document', async () => {
    const response = await fetch(`${app.url}/ready`);
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toEqual({
      type: 'urn:genvideo:problem:ServiceUnavailable',
      title: 'Service Unavailable',
      status: 503,
      detail: expect.stringContaining('does not answer'),
      instance: '/ready',
    });
  });

  it('sends a callback away until later', async () => {
    const url = toCallbackUrl(
      { workflowId: 'w', stage: 'video', attempt: 1 },
      { baseUrl: app.url, secret: SECRET },
    );
    const startedAtMs = Date.now();
    const response = await fetch(url, { method: 'POST', body: '{"job_id":"j","status":"completed"}' });
    expect(response.status).toBe(503);
    expect(Date.now() - startedAtMs).toBeLessThan(4_000);
    expect(response.headers.get('retry-after')).toBe('5');
  });

  it('answers what needs the engine with 503, within two seconds or so', async () => {
    const requests = [
      ['POST', '/jobs', '{"prompt":"A cat","user_id":"ada"}'],
      ['PATCH', '/limiter', '{"paused":true}'],
      ['GET', '/limiter', undefined],
      ['GET', '/workflows/job-1/status', undefined],
      ['GET', '/workflows/job-1/progress', undefined],
      ['GET', '/workflows/job-1/detailed-status', undefined],
      ['GET', '/workflows/job-1/events', undefined],
      ['GET', '/workflows', undefined],
      ['POST', '/workflows/job-1/cancel', undefined],
    ] as const;
    const startedAtMs = Date.now();
    const ask = async ([method, route, body]: (typeof requests)[number]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${app.url}${route}`, { method, headers, ...(body ? { body } : {}) });
      const { detail } = (await response.json()) as { detail: string };
      const isSoon = Date.now() - startedAtMs < 2_500;
      return {
        route,
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        detail,
        isSoon,
      };
    };
    expect(await Promise.all(requests.map(ask))).toEqual(
      requests.map(([, route]) => ({
        route,
        status: 503,
        retryAfter: '5',
        detail: expect.stringContaining('does not answer'),
        isSoon: true,
      })),
    );
  });

  it('judges a body before it asks the engine', async () => {
    const response = await fetch(`${app.url}/limiter`, {
      method: 'PATCH',
      body: '{"capacity":0}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(422);
  });

  it('serves ranges of a result, with an entity tag', async () => {
    const response = await fetch(`${app.url}/assets/job-1/video.mp4`, { headers: { range: 'bytes=2-4' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(response.headers.get('etag')).toBeTruthy();
    expect(await response.text()).toBe('234');
  });

  it('serves the state file as JSON', async () => {
    const response = await fetch(`${app.url}/assets/job-1/state.json`);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it.each([
    '/assets/job-1/none.png',
    '/assets/job-1/.hidden',
    '/assets/job-1/',
    '/assets/job-1',
    '/assets/',
    '/assets',
    '/assets/..%2f..%2fetc/passwd',
    '/nowhere',
  ])('answers 404 for %s', async (route) => {
    const response = await fetch(`${app.url}${route}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:NotFound', status: 404 });
  });

  it('names the method that a route takes', async () => {
    const response = await fetch(`${app.url}/callback/kling`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('answers a path that cannot be decoded with 400', async () => {
    const response = await fetch(`${app.url}/assets/job-1/%E0%A4%A`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:BadRequest' });
  });

  it('switches callbacks off without a secret and says what to set', async () => {
    const other = await serveApp('127.0.0.1:1', {});
    try {
      const response = await fetch(`${other.url}/callback/kling?workflow_id=w`, {
        method: 'POST',
        body: '{}',
      });
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining('set CALLBACK_SECRET') });
    } finally {
      await other.stop();
    }
  });
});
