import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { serveApp, type ServedApp } from '../../test/serve-app';

const NO_ENGINE = '127.0.0.1:1';
const KEY = 'open-sesame-for-all';

const ask = async (app: ServedApp, path: string, options: { method?: string; headers?: object } = {}) => {
  const headers = { ...options.headers };
  const asked = request(`${app.url}${path}`, { ...options, headers }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
};

describe('an API of this machine alone, without keys', () => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(NO_ENGINE, { CORS_ORIGINS: 'https://studio.example' });
  });
  afterAll(() => app.stop());

  it.each(['localhost', 'LOCALHOST:8000', '127.0.0.1:80', '127.1.2.3', '[::1]:8000'])(
    'answers to %s',
    async (host) => {
      expect(await ask(app, '/assets/a/b', { headers: { host } })).toBe(404);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8000', '192.168.0.1'])(
    'does not answer to %s',
    async (host) => {
      expect(await ask(app, '/assets/a/b', { headers: { host } })).toBe(403);
      expect(await ask(app, '/tickets', { method: 'POST', headers: { host } })).toBe(403);
      expect(await ask(app, '/health', { headers: { host } })).toBe(200);
    },
  );

  it.each([
    ['https://evil.example', true],
    ['null', true],
    ['https://studio.example', false],
  ])('lets a page from %s change nothing: %s', async (origin, refused) => {
    expect((await ask(app, '/tickets', { method: 'POST', headers: { origin } })) === 403).toBe(refused);
    expect(await ask(app, '/assets/a/b', { headers: { origin } })).toBe(404);
  });
});

describe('an API that others may reach', () => {
  it.each<Record<string, string>>([{ API_HOST: '0.0.0.0' }, { REQUIRE_API_KEY: 'true', API_KEYS: KEY }])(
    'answers to any name: %j',
    async (environment) => {
      const app = await serveApp(NO_ENGINE, environment);
      try {
        const headers = { host: 'genvideo.example', 'x-api-key': KEY };
        expect(await ask(app, '/assets/a/b', { headers })).toBe(404);
      } finally {
        await app.stop();
      }
    },
  );
});
