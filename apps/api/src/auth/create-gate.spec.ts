import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';

/** Nothing listens there: what is looked at here is decided before the engine is asked. */
const NO_ENGINE = '127.0.0.1:1';
const KEYS = 'open-sesame-for-all,ada=s3cret-key-of-ada,bob=s3cret-key-of-bob';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('an API that needs keys', () => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(NO_ENGINE, { REQUIRE_API_KEY: 'true', API_KEYS: KEYS });
  });
  afterAll(() => app.stop());

  const post = (headers: Record<string, string>, body: unknown = {}) =>
    sendJson(`${app.url}/tickets`, body, { headers });
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

  it('takes a key in either header', async () => {
    for (const headers of [
      bearer('open-sesame-for-all'),
      { authorization: 'bearer open-sesame-for-all' },
      { 'x-api-key': 'open-sesame-for-all' },
    ])
      expect((await post(headers)).status).toBe(201);
  });

  it.each([
    [{}],
    [bearer('wrong')],
    [bearer('')],
    [{ authorization: 'Basic b3Blbi1zZXNhbWU6' }],
    [{ 'x-api-key': 'ada=s3cret-key-of-ada' }],
    [{ 'x-api-key': 'open-sesame-for-all', ...bearer('wrong') }],
    [{ 'x-api-key': 'open-sesame-for-all', ...bearer('s3cret-key-of-ada') }],
  ])('refuses %j', async (headers) => {
    const { status, headers: answered, body } = await post(headers);
    expect([status, answered.get('www-authenticate')]).toEqual([401, 'Bearer realm="GenVideo"']);
    expect(body).toMatchObject({
      type: 'urn:genvideo:problem:Unauthorized',
      detail: expect.stringContaining('Authorization'),
    });
  });

  it.each(['/', '/health', '/openapi.json', '/docs'])('lets everybody see %s', async (path) => {
    expect((await ask(path)).status).toBe(200);
  });

  it.each([
    '/workflows',
    '/workflows/job-1/status',
    '/workflows/job-1/events',
    '/limiter',
    '/metrics',
    '/assets/a/b',
  ])('shows %s to nobody without a key', async (path) => {
    expect((await ask(path)).status).toBe(401);
    expect((await ask(`${path}?ticket=forged`)).status).toBe(401);
  });

  it('takes a ticket where browsers need one, and nowhere else', async () => {
    const { body } = await post(bearer('open-sesame-for-all'));
    const { ticket } = body as { ticket: string };
    expect((await ask(`/assets/job-1/video.mp4?ticket=${ticket}`)).status).toBe(404);
    expect((await ask(`/workflows/job-1/status?ticket=${ticket}`)).status).toBe(401);
  });

  it('takes a ticket of one job for that job alone', async () => {
    const { body } = await post(bearer('open-sesame-for-all'), { workflow_id: 'job-1' });
    const { ticket } = body as { ticket: string };
    expect((await ask(`/assets/job-1/video.mp4?ticket=${ticket}`)).status).toBe(404);
    const other = await ask(`/assets/job-2/video.mp4?ticket=${ticket}`);
    expect([other.status, await other.json()]).toMatchObject([
      401,
      { detail: expect.stringContaining('"job-1"') },
    ]);
  });

  it.each([
    ['events', '/workflows/job-2/events'],
    ['state.json', '/assets/job-2/state.json'],
    ['assets', '/assets/job-2/video.mp4'],
  ])('does not take a ticket of a job called %s for %s', async (workflow_id, path) => {
    const { body } = await post(bearer('open-sesame-for-all'), { workflow_id });
    const { ticket } = body as { ticket: string };
    expect((await ask(`${path}?ticket=${ticket}`)).status).toBe(401);
  });

  it('keeps what is everybody’s from keys of one user', async () => {
    const headers = bearer('s3cret-key-of-ada');
    expect(
      (await sendJson(`${app.url}/limiter`, { paused: true }, { method: 'PATCH', headers })).status,
    ).toBe(403);
    expect((await ask('/metrics', headers)).status).toBe(403);
    const job = { prompt: 'A cat', user_id: 'bob' };
    expect(await sendJson(`${app.url}/jobs`, job, { headers })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('Set user_id to "ada"') },
    });
  });

  it('does not start without a key', async () => {
    await expect(serveApp(NO_ENGINE, { REQUIRE_API_KEY: 'true' })).rejects.toThrow('API_KEYS is empty');
  });
});

describe('an API that limits requests', () => {
  it('answers 429 with Retry-After, by key and by address, and never for probes', async () => {
    const app = await serveApp(NO_ENGINE, {
      API_KEYS: KEYS,
      ENABLE_RATE_LIMITING: 'true',
      RATE_LIMIT_PER_MINUTE: '2',
    });
    try {
      const count = async (headers: Record<string, string>) => {
        const response = await fetch(`${app.url}/assets/a/b`, { headers });
        return [response.status, response.headers.get('ratelimit-remaining')];
      };
      expect(await count(bearer('open-sesame-for-all'))).toEqual([404, '1']);
      expect(await count(bearer('open-sesame-for-all'))).toEqual([404, '0']);
      const refused = await fetch(`${app.url}/assets/a/b`, { headers: bearer('open-sesame-for-all') });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await count(bearer('s3cret-key-of-ada'))).toEqual([404, '1']);
      expect(await count({})).toEqual([404, '1']);
      for (let probe = 0; probe < 5; probe += 1) expect((await fetch(`${app.url}/health`)).status).toBe(200);
    } finally {
      await app.stop();
    }
  });
});

describe('an API whose keys are guessed', () => {
  it('no longer says whether a key is right, and keeps that apart from those without a key', async () => {
    const app = await serveApp(NO_ENGINE, {
      API_KEYS: KEYS,
      ENABLE_RATE_LIMITING: 'true',
      RATE_LIMIT_PER_MINUTE: '2',
    });
    try {
      const ask = (headers: Record<string, string>, query = '') =>
        fetch(`${app.url}/assets/a/b${query}`, { headers });
      expect((await ask(bearer('guess-1'))).status).toBe(401);
      expect((await ask({}, '?ticket=guess-2')).status).toBe(401);
      const refused = await ask(bearer('open-sesame-for-all'));
      expect([refused.status, await refused.json()]).toMatchObject([
        429,
        { detail: expect.stringContaining('wrong keys') },
      ]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect((await ask({})).headers.get('ratelimit-remaining')).toBe('1');
    } finally {
      await app.stop();
    }
  });
});

describe('an API that pages of other origins may call', () => {
  const ORIGIN = 'https://studio.example';

  it('says so to them, and to no others', async () => {
    const app = await serveApp(NO_ENGINE, { CORS_ORIGINS: `${ORIGIN},http://127.0.0.1:5173` });
    try {
      const ask = (origin: string, init: RequestInit = {}) =>
        fetch(`${app.url}/health`, { ...init, headers: { origin, ...init.headers } });
      const allowed = await ask(ORIGIN);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(allowed.headers.get('access-control-expose-headers')).toContain('Retry-After');
      const preflight = await ask(ORIGIN, {
        method: 'OPTIONS',
        headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toBe('x-api-key');
      expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await app.stop();
    }
  });

  it('does not start with what is no origin', async () => {
    await expect(serveApp(NO_ENGINE, { CORS_ORIGINS: 'studio.example,https://a/b' })).rejects.toThrow(
      'CORS_ORIGINS: "studio.example", "https://a/b" is no origin',
    );
  });
});
