import { sendJson } from '../test/send-json';
import { serveApp, type ServedApp } from '../test/serve-app';

const CALLS_FOR_BODIES = ['/jobs', '/tickets'];

describe('an API that is asked badly', () => {
  let app: ServedApp;

  beforeAll(async () => {
    // Nothing listens there: bad requests are refused before the engine is asked.
    app = await serveApp('127.0.0.1:1', {});
  });
  afterAll(() => app.stop());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${app.url}${path}`, init);
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  };

  it.each(['status', 'progress', 'detailed-status', 'result', 'events'])(
    'answers an id of 10 KB in /%s with 404, and does not repeat it',
    async (what) => {
      const { status, body } = await ask(`/workflows/${'x'.repeat(10_240)}/${what}`);
      expect([status, body]).toMatchObject([404, { type: 'urn:genvideo:problem:NotFound' }]);
      expect((body as { detail: string }).detail.length).toBeLessThan(200);
    },
  );

  it('answers a URL that is larger than all headers may be with 431', async () => {
    const { status, body } = await ask(`/workflows/${'x'.repeat(40_000)}/status`);
    expect([status, body]).toMatchObject([431, { type: 'urn:genvideo:problem:HeadersTooLarge' }]);
  });

  it.each(CALLS_FOR_BODIES)('answers a body of 2 MB to %s with 413', async (path) => {
    const answer = await sendJson(`${app.url}${path}`, { prompt: 'x'.repeat(2_000_000), user_id: 'ada' });
    expect(answer).toMatchObject({ status: 413, body: { type: 'urn:genvideo:problem:TooLarge' } });
  });

  it.each(CALLS_FOR_BODIES)(
    'answers another content type to %s with 415, and broken JSON with 400',
    async (path) => {
      const url = `${app.url}${path}`;
      expect((await sendJson(url, 'a=b', { headers: { 'content-type': 'application/xml' } })).status).toBe(
        415,
      );
      expect((await sendJson(url, '{"prompt":')).status).toBe(400);
      expect((await sendJson(url, 'null')).status).toBe(422);
    },
  );

  it('takes a body of no bytes for none', async () => {
    const { status } = await ask('/tickets', { method: 'POST' });
    expect(status).not.toBe(415);
  });

  it.each(['/', '/health', '/workflows/job-1/status?x=1', '/limiter', '/docs'])(
    'refuses a parameter of %s that it does not know, by name',
    async (path) => {
      const { status, body } = await ask(`${path}${path.includes('?') ? '&' : '?'}verbose=1`);
      expect([status, body]).toMatchObject([
        400,
        { detail: expect.stringContaining('verbose is not a known parameter') },
      ]);
    },
  );

  it.each([
    ['status=DONE', 'status'],
    ['status=RUNNING&status=FAILED', 'status'],
    ['type=Batch', 'type'],
    ['user=no%20spaces', 'user'],
    ['tag=', 'tag'],
    ['tag=style:%22', 'tag'],
    ['tag=style:%5C', 'tag'],
    ['tag=%00', 'tag'],
    ['since=yesterday', 'since'],
    ['since=2026-02-30T00:00:00Z', 'since'],
    ['since=2026-02-02T00:00:00Z&until=2026-02-01T00:00:00Z', 'until'],
    ['since=9999-12-31T23:59:59-14:00', 'since'],
    ['until=9999-01-01T00:00:00Z', 'until'],
    ['since=0000-01-01T00:00:00%2B14:00', 'since'],
    ['since=1970-01-01T00:00:00%2B01:00', 'since'],
    ['since=2026-02-01T00:00:00Z&until=2026-02-01T01:00:00%2B02:00', 'until'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['cursor=made-up', 'cursor'],
    ['page=2', 'page'],
  ])('refuses to list by ?%s, naming %s', async (query, field) => {
    const { status, body } = await ask(`/workflows?${query}`);
    expect([status, body]).toMatchObject([400, { problems: [{ field, problem: expect.any(String) }] }]);
  });

  it('names the methods of a path', async () => {
    for (const [path, allowed] of [
      ['/workflows', 'GET, HEAD'],
      ['/limiter', 'GET, HEAD, PATCH'],
      ['/pictures', 'POST'],
      ['/workflows/job-1/cancel', 'POST'],
    ] as const) {
      const { status, headers } = await ask(path, { method: 'DELETE' });
      expect([status, headers.get('allow')]).toEqual([405, allowed]);
    }
  });

  it.each(['/Workflows', '/workflows/a/b/status', '/ws/workflows/job-1/progress', '/paintings'])(
    'answers %s, where there is nothing, with 404',
    async (path) => {
      const { status, body } = await ask(path);
      expect([status, body]).toMatchObject([404, { detail: expect.stringContaining('GET / lists') }]);
    },
  );
});
