import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { createResourceStack } from '@genvideo/testing';
import { startServer, type RunningServer } from '../start-server';
import { createStudioRoutes, type StudioOptions } from './create-studio-routes';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('the studio', () => {
  const resources = createResourceStack();
  let folder: string | null;
  let server: RunningServer;

  const serve = async (config: StudioOptions['config']): Promise<void> => {
    const app = express().use(createStudioRoutes({ config, find: () => folder }));
    app.get('/', (_request, response) => void response.json({ name: 'the links' }));
    server = resources.add(await startServer({ host: '127.0.0.1', port: 0, listener: app }));
  };
  const ask = (where: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${where}`, { headers });

  beforeEach(async () => {
    const built = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    resources.defer(() => rm(built, { recursive: true }));
    await mkdir(path.join(built, 'studio'));
    await writeFile(path.join(built, 'index.html'), '<!doctype html><title>Studio</title>');
    await writeFile(path.join(built, 'studio', 'app-1A2B.js'), 'the script');
    await writeFile(path.join(built, 'studio', 'app-1A2B.js.gz'), gzipSync('the script'));
    await writeFile(path.join(built, 'secret.txt'), 'not a part of it');
    folder = built;
    await serve({ S3_BUCKET: null, S3_ENDPOINT: null });
  });
  afterEach(() => resources.end());

  it('is what browsers get at /, asked for anew each time, and programs get the links', async () => {
    const page = await ask('/', BROWSER);
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>Studio</title>']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('etag')).not.toBeNull();
    for (const accept of ['*/*', 'application/json'])
      expect(await (await ask('/', { accept })).json()).toEqual({ name: 'the links' });
    expect((await ask('/')).headers.get('vary')).toContain('Accept');
  });

  it('runs no script but its own, and sends nothing elsewhere', async () => {
    const policy = (await ask('/', BROWSER)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  it('shows files from the S3 server that results are on', async () => {
    await serve({ S3_BUCKET: 'results', S3_ENDPOINT: 'https://s3.example.com:9000/' });
    const policy = (await ask('/', BROWSER)).headers.get('content-security-policy');
    expect(policy).toContain("media-src 'self' blob: https://s3.example.com:9000;");
  });

  it('has parts that are kept for ever, compressed for who takes that', async () => {
    const plain = await ask('/studio/app-1A2B.js', { 'accept-encoding': 'identity' });
    expect(await plain.text()).toBe('the script');
    expect(plain.headers.get('content-encoding')).toBeNull();
    const packed = await ask('/studio/app-1A2B.js', { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(await packed.text()).toBe('the script');
    for (const { headers } of [plain, packed]) {
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-type')).toContain('text/javascript');
      expect(headers.get('vary')).toContain('Accept-Encoding');
    }
  });

  it.each([
    '/studio/none.js',
    '/studio/..%2fsecret.txt',
    '/studio/..%2findex.html',
    '/studio/.',
    '/secret.txt',
  ])('has nothing at %s', async (where) => {
    expect((await ask(where, BROWSER)).status).toBe(404);
  });

  it('says how to build it while it is not, and is there as soon as it is', async () => {
    const built = folder;
    folder = null;
    const missing = await ask('/', BROWSER);
    expect([missing.status, await missing.text()]).toEqual([
      503,
      expect.stringContaining('npx nx build studio'),
    ]);
    expect(await (await ask('/', { accept: '*/*' })).json()).toEqual({ name: 'the links' });
    folder = built;
    expect((await ask('/', BROWSER)).status).toBe(200);
  });
});
