import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express, { type RequestHandler } from 'express';
import { createDiskStorage, createS3Storage } from '@genvideo/activities/storage';
import { createProgress } from '@genvideo/models';
import { createResourceStack } from '@genvideo/testing';
import { startS3Server, type S3Server } from '@genvideo/testing/s3';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startServer } from '../start-server';
import { createAssetOperation } from './asset-operation';

const EVERYBODYS = 'the-key-of-nobody';
const ADAS = 'the-key-of-only-ada';

describe('the files of several users', () => {
  let folder: string;
  let app: ServedApp;

  const keep = async (workflow_id: string, user_id: string | null): Promise<void> => {
    await mkdir(path.join(folder, workflow_id));
    await writeFile(path.join(folder, workflow_id, 'image.png'), user_id ?? 'nobody');
    const state = { workflow_id, job_input: { user_id }, progress: createProgress(new Date()), result: null };
    if (user_id !== null)
      await writeFile(path.join(folder, workflow_id, 'state.json'), JSON.stringify(state));
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    await keep('adas-job', 'ada');
    await keep('bobs-job', 'bob');
    await keep('a-job-without-state', null);
    app = await serveApp('127.0.0.1:1', {
      RESULTS_DIR: folder,
      REQUIRE_API_KEY: 'true',
      API_KEYS: `${EVERYBODYS},ada=${ADAS}`,
    });
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true });
  });

  const ask = (file: string, key: string) =>
    fetch(`${app.url}/assets/${file}`, { headers: { 'x-api-key': key } });

  it('are shown to their own user, and to who is bound to nobody', async () => {
    expect(await (await ask('adas-job/image.png', ADAS)).text()).toBe('ada');
    for (const job of ['adas-job', 'bobs-job', 'a-job-without-state'])
      expect((await ask(`${job}/image.png`, EVERYBODYS)).status).toBe(200);
  });

  it('do not exist for others', async () => {
    const bodies = [
      'bobs-job/image.png',
      'bobs-job/state.json',
      'a-job-without-state/image.png',
      'none/image.png',
    ];
    for (const file of bodies) {
      const response = await ask(file, ADAS);
      expect([response.status, await response.json()]).toMatchObject([
        404,
        { detail: `There is no file /assets/${file}; a job's result names its files.` },
      ]);
    }
  });

  it('may stand in pages of other origins', async () => {
    const { headers } = await ask('adas-job/image.png', ADAS);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it.each([
    ['if-match', '"another"'],
    ['if-unmodified-since', 'Thu, 01 Jan 2015 00:00:00 GMT'],
  ])('answers an %s that does not fit with 412', async (name, value) => {
    const response = await fetch(`${app.url}/assets/adas-job/image.png`, {
      headers: { 'x-api-key': ADAS, [name]: value },
    });
    expect([response.status, await response.json()]).toMatchObject([
      412,
      { type: 'urn:genvideo:problem:PreconditionFailed' },
    ]);
  });

  it('answers who has a file already with 304', async () => {
    const etag = (await ask('adas-job/image.png', ADAS)).headers.get('etag') ?? '';
    // A fetch with If-None-Match of its own is not for caches, as browsers say by Cache-Control.
    const response = await fetch(`${app.url}/assets/adas-job/image.png`, {
      headers: { 'x-api-key': ADAS, 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(response.status).toBe(304);
  });

  it('may be kept for ever where they are asked for by their checksum, and by that alone', async () => {
    const toCacheControl = async (file: string) => (await ask(file, ADAS)).headers.get('cache-control');
    const checksum = 'a'.repeat(64);
    expect(await toCacheControl(`adas-job/image.png?v=${checksum}`)).toBe(
      'private, max-age=31536000, immutable',
    );
    expect(await toCacheControl('adas-job/image.png')).toBe('private, no-cache');
    expect(await toCacheControl(`adas-job/state.json?v=${checksum}`)).toBe('private, no-cache');
    expect((await ask('adas-job/image.png?v=1', ADAS)).status).toBe(400);
  });

  it('are shown, unless they are asked for to be saved, and can do nothing in a browser', async () => {
    const shown = await ask('adas-job/image.png', ADAS);
    expect(shown.headers.get('content-disposition')).toBeNull();
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const saved = await ask('adas-job/image.png?download', ADAS);
    expect(saved.headers.get('content-disposition')).toBe('attachment; filename=adas-job-image.png');
  });

  it('answers a range that a file does not have with 416', async () => {
    const response = await fetch(`${app.url}/assets/adas-job/image.png`, {
      headers: { 'x-api-key': ADAS, range: 'bytes=100-200' },
    });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3']);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:BadRange' });
  });
});

describe('files on S3', () => {
  const resources = createResourceStack();
  let s3: S3Server;
  let app: ServedApp;

  beforeAll(async () => {
    s3 = resources.add(await startS3Server());
    for (const [name, value] of Object.entries(s3.environment)) process.env[name] = value;
    const environment = { ...s3.environment, REQUIRE_API_KEY: 'true', API_KEYS: `${EVERYBODYS},ada=${ADAS}` };
    app = resources.add(await serveApp('127.0.0.1:1', { ...environment, S3_PREFIX: 'of/genvideo' }));
    const storage = createS3Storage({ ...s3, prefix: 'of/genvideo', baseUrl: `${app.url}/assets` });
    for (const user_id of ['ada', 'bob']) {
      const state = { workflow_id: user_id, job_input: { user_id } };
      await storage.saveText(`${user_id}s:job/state.json`, JSON.stringify(state));
      await storage.saveText(`${user_id}s:job/image.png`, `a picture of ${user_id}`);
    }
    await (await storage.openLines('adas:job/results.jsonl')).append(['{"index":1}', '{"index":2}']);
  });
  afterAll(() => resources.end());

  const ask = (file: string, options: RequestInit = {}, key = ADAS) =>
    fetch(`${app.url}/assets/${file}`, { ...options, headers: { ...options.headers, 'x-api-key': key } });

  it('are led to by a URL that needs no key, for an hour', async () => {
    const response = await ask('adas:job/image.png', { redirect: 'manual' });
    expect(response.status).toBe(302);
    const url = new URL(response.headers.get('location') ?? '');
    expect([url.origin, url.searchParams.get('X-Amz-Expires')]).toEqual([s3.endpoint, '3600']);
    expect(url.search).not.toContain(ADAS);
    expect(await (await fetch(url)).text()).toBe('a picture of ada');
  });

  it('have ranges and headers for who follows', async () => {
    const part = await ask('adas:job/image.png', { headers: { range: 'bytes=2-8' } });
    expect([part.status, await part.text()]).toEqual([206, 'picture']);
    const head = await ask('adas:job/image.png', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '16']);
  });

  it('do not exist for others', async () => {
    for (const file of ['bobs:job/image.png', 'bobs:job/state.json', 'adas:job/none.png', '%2E%2E/image.png'])
      expect((await ask(file)).status).toBe(404);
    expect(await (await ask('bobs:job/image.png', {}, EVERYBODYS)).text()).toBe('a picture of bob');
  });

  it('can be read while they grow', async () => {
    const response = await ask('adas:job/results.jsonl');
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await response.text()).toBe('{"index":1}\n{"index":2}\n');
    const head = await ask('adas:job/results.jsonl', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('are answered with 507 while the store is out of reach, which says nothing of where it is', async () => {
    const gone = await serveApp('127.0.0.1:1', { ...s3.environment, S3_ENDPOINT: 'http://127.0.0.1:1' });
    try {
      const response = await fetch(`${gone.url}/assets/adas:job/image.png`, { redirect: 'manual' });
      const problem: unknown = await response.json();
      expect([response.status, problem]).toMatchObject([
        507,
        {
          type: 'urn:genvideo:problem:StorageUnavailable',
          detail: expect.stringContaining('the log of the API'),
        },
      ]);
      expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
    } finally {
      await gone.stop();
    }
  });
});

describe('a file that is not read', () => {
  const resources = createResourceStack();
  afterEach(() => resources.end());

  it('is not kept ready for ever', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    resources.defer(() => rm(folder, { recursive: true }));
    await mkdir(path.join(folder, 'job'));
    await writeFile(path.join(folder, 'job', 'video.mp4'), '');
    // More than the buffers of a connection take.
    await truncate(path.join(folder, 'job', 'video.mp4'), 256 * 1_024 * 1_024);
    const storage = createDiskStorage({ root: folder, baseUrl: 'http://x/assets' });
    const operation = createAssetOperation(storage, { idleMs: 200 });
    if (operation.kind !== 'raw') throw new Error('Files are no JSON');
    const events = new EventEmitter();
    const admit: RequestHandler = (_request, response, next) => {
      Object.assign(response.locals, { caller: { userId: null, name: 'anybody' }, query: {} });
      response.once('close', () => events.emit('closed', response.writableFinished));
      next();
    };
    const listener = express().get('/assets/:folder/:file', admit, operation.handler);
    const server = resources.add(await startServer({ host: '127.0.0.1', port: 0, listener }));
    const closed = once(events, 'closed');
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    resources.defer(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.write('GET /assets/job/video.mp4 HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    expect(await closed).toEqual([false]);
  });
});
