import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DoctorReport } from '@genvideo/models';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { serveApp, type ServedApp } from '../../test/serve-app';

const EVERYBODYS = 'the-key-of-nobody';
const ADAS = 'the-key-of-only-ada';

describe('GET /doctor', () => {
  let folder: string;
  let provider: HttpServer;
  let app: ServedApp;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    provider = await startHttpServer((_request, response) => void response.writeHead(404).end());
    app = await serveApp('127.0.0.1:1', {
      RESULTS_DIR: folder,
      REQUIRE_API_KEY: 'true',
      API_KEYS: `${EVERYBODYS},ada=${ADAS}`,
      IMAGE_API_BASE_URL: provider.url,
      VIDEO_API_BASE_URL: 'http://127.0.0.1:1',
      CALLBACK_BASE_URL: 'http://127.0.0.1:1',
      CALLBACK_SECRET: 'a secret of more than a few letters',
    });
  });
  afterAll(async () => {
    await app.stop();
    await provider.close();
    await rm(folder, { recursive: true });
  });

  const ask = (key: string): Promise<Response> =>
    fetch(`${app.url}/doctor`, { headers: { 'x-api-key': key } });

  it('names what fails and what to do, and skips what needs it', async () => {
    const answer = await ask(EVERYBODYS);
    const { status, checks } = (await answer.json()) as DoctorReport;
    expect([answer.status, status]).toEqual([200, 'unhealthy']);
    expect(checks.map(({ check, status: found }) => `${check}: ${found}`)).toEqual([
      'engine: fail',
      'search attributes: skip',
      'workers: skip',
      'limiter: skip',
      'image provider: ok',
      'video provider: fail',
      'results: ok',
      'callbacks: fail',
    ]);
    for (const { status: found, fix } of checks)
      expect(fix === null).toBe(found === 'ok' || found === 'skip');
    expect(checks[0]?.fix).toContain('npm start');
  });

  it('is not for a key of one user', async () => {
    const answer = await ask(ADAS);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('"ada"') });
  });
});
