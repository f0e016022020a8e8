import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { sendJson } from '../test/send-json';
import { serveApp, type ServedApp } from '../test/serve-app';

const MIB = 1024 * 1024;
const JOB = { prompt: 'a red kite', user_id: 'ada' };

describe('a client that means harm', () => {
  let folder: string;
  let app: ServedApp;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'api-hostile-'));
    writeFileSync(path.join(folder, 'secret'), 'the secret');
    // Nothing listens there: what is refused is refused before the engine is asked.
    app = await serveApp('127.0.0.1:1', { RESULTS_DIR: path.join(folder, 'results') });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true });
  });

  /** As it stands, dots and all: fetch would tidy it up. */
  const sendRaw = async (...lines: string[]): Promise<string> => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end([...lines, 'Connection: close', '', ''].join('\r\n'));
    return text(socket);
  };

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('cannot fill the memory with a body that %s unpacks to a mountain', async (encoding, pack) => {
    const bomb = pack(Buffer.from(JSON.stringify({ ...JOB, prompt: ' '.repeat(32 * MIB) })));
    for (const route of ['/jobs', '/batches']) {
      const answer = await fetch(`${app.url}${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
        body: bomb,
      });
      expect([route, answer.status]).toEqual([route, 413]);
    }
  });

  it('cannot send lines that have to be unpacked', async () => {
    const answer = await fetch(`${app.url}/batches?batch_id=bomb`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(8 * MIB, '\n')),
    });
    expect([400, 413, 415, 422]).toContain(answer.status);
  });

  it.each([
    '/assets/../secret',
    '/assets/job/../../secret',
    '/assets/%2e%2e/secret',
    '/assets/..%2fsecret/x',
    '/assets/%2e%2e%2f/secret',
    '/assets/..%5c..%5csecret/x',
    '/assets/job/..%2f..%2fsecret',
    '/assets/job/%00',
    '/assets//etc/passwd',
    '/assets/%ff/%fe',
    '/studio/../../secret',
    '/studio/%2e%2e%2f%2e%2e%2fsecret',
  ])('cannot leave the results by GET %s', async (target) => {
    const answer = await sendRaw(`GET ${target} HTTP/1.1`, 'Host: api');
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('the secret');
  });

  it.each([
    ['an id', { ...JOB, request_id: 'a\r\nSet-Cookie: x=1' }, 'request_id'],
    ['a user', { ...JOB, user_id: 'ada\r\nX-Evil: 1' }, 'user_id'],
    ['a URL', { ...JOB, webhook_url: 'http://example.com/\r\nX-Evil: 1' }, 'webhook_url'],
    ['a prompt', { ...JOB, prompt: 'kite\u0000\u001b[2J' }, 'prompt'],
  ])('cannot smuggle lines in by %s', async (_what, job, field) => {
    const { status, headers, body } = await sendJson(`${app.url}/jobs`, job);
    expect([status, body]).toMatchObject([422, { problems: [{ field }] }]);
    expect(headers.get('set-cookie') ?? headers.get('x-evil')).toBeNull();
  });

  it('cannot put its own host into our links', async () => {
    const answer = await sendRaw('GET / HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example');
    expect(answer).toMatch(/^HTTP\/1\.1 \d/);
    expect(answer).not.toContain('evil.example');
  });

  it('cannot hide one request within another', async () => {
    const answer = await sendRaw(
      'POST /jobs HTTP/1.1',
      'Host: api',
      'Content-Type: application/json',
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each([
    ['{"prompt":"a kite","user_id":"ada","__proto__":{"polluted":true}}', [422]],
    ['{"prompt":"a kite","user_id":"ada","constructor":{"prototype":{"polluted":true}}}', [422]],
    // Nothing is wrong with it: it goes on to the engine, which is not there.
    ['{"prompt":"a kite","user_id":"ada","metadata":{"__proto__":{"polluted":true}}}', [422, 503]],
    ['{"__proto__":{"prompt":"a kite","user_id":"ada"}}', [422]],
  ])('cannot change what objects are by %s', async (body, statuses) => {
    const { status } = await sendJson(`${app.url}/jobs`, body);
    expect(statuses).toContain(status);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('cannot change what objects are by a query', async () => {
    const answer = await fetch(
      `${app.url}/workflows?__proto__[polluted]=1&constructor[prototype][polluted]=1`,
    );
    expect(answer.status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
