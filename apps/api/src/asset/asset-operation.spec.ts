import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express, { type RequestHandler } from 'express';
import { createProgress } from '@genvideo/models';
import { createResourceStack } from '@genvideo/testing';
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

  it('answers a range that a file does not have with 416', async () => {
    const response = await fetch(`${app.url}/assets/adas-job/image.png`, {
      headers: { 'x-api-key': ADAS, range: 'bytes=100-200' },
    });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3']);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:BadRange' });
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
    const operation = createAssetOperation(folder, { idleMs: 200 });
    if (operation.kind !== 'raw') throw new Error('Files are no JSON');
    const events = new EventEmitter();
    const admit: RequestHandler = (_request, response, next) => {
      response.locals['caller'] = { userId: null, name: 'anybody' };
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
