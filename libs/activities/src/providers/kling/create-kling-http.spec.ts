import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { createKlingHttp, type KlingHttpOptions } from './create-kling-http';

const TASK = { task_id: 't-1', task_status: 'submitted', created_at: 1, updated_at: 1 };
const CREDENTIALS = { accessKey: 'ak', secretKey: 'sk' };
const signal = AbortSignal.timeout(30_000);

interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

let server: HttpServer;
let answer: (request: IncomingMessage) => Answer;
let seen: IncomingMessage[];

beforeAll(async () => {
  server = await startHttpServer(async (request: IncomingMessage, response: ServerResponse) => {
    seen.push(request);
    if (request.method === 'POST') await json(request);
    const { status = 200, body, headers = {} } = answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
});
beforeEach(() => {
  seen = [];
  answer = () => ({ body: { code: 0, message: 'SUCCEED', request_id: 'r', data: TASK } });
});
afterAll(() => server.close());

const create = (options: Partial<KlingHttpOptions> = {}) =>
  createKlingHttp({ baseUrl: server.url, credentials: CREDENTIALS, ...options });
const submit = (options: Partial<KlingHttpOptions> = {}) =>
  create(options).request('v1/videos/image2video', { method: 'post', json: {}, signal });
const answerCode = (code: number, status: number, rest: Partial<Answer> = {}): void => {
  answer = () => ({ status, body: { code, message: 'words of Kling', request_id: 'r-7' }, ...rest });
};

const parseToken = ({ headers }: IncomingMessage) => {
  const [head = '', claims = '', signature] = (headers.authorization ?? '')
    .replace(/^Bearer /, '')
    .split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const expected = createHmac('sha256', 'sk').update(`${head}.${claims}`).digest('base64url');
  return { header: decode(head), claims: decode(claims), isSigned: signature === expected };
};

/** The claims of the token of each request, by the server's own check. */
const claimsSeen = () => seen.map((request) => parseToken(request).claims as { nbf: number; exp: number });

describe('the answers of Kling', () => {
  it.each([
    [1000, 401, 'ProviderMisconfigured', 'credentials'],
    [1001, 401, 'ProviderMisconfigured', 'credentials'],
    [1002, 401, 'ProviderMisconfigured', 'credentials'],
    [1003, 401, 'ProviderMisconfigured', 'credentials'],
    [1004, 401, 'ProviderMisconfigured', 'credentials'],
    [1100, 429, 'ProviderMisconfigured', 'account'],
    [1101, 429, 'ProviderMisconfigured', 'account'],
    [1102, 429, 'ProviderMisconfigured', 'account'],
    [1103, 403, 'ProviderMisconfigured', 'account'],
    [1304, 429, 'ProviderMisconfigured', 'account'],
    [1200, 400, 'InvalidRequest', null],
    [1201, 400, 'InvalidRequest', null],
    [1202, 404, 'InvalidRequest', null],
    [1203, 404, 'InvalidRequest', null],
    [1300, 400, 'ProviderRefused', null],
    [1301, 400, 'ProviderRefused', null],
  ])('with code %i (HTTP %i) are %s, of trouble: %s', async (...row) => {
    const [code, status, type, trouble] = row;
    answerCode(code, status);
    await expect(submit()).rejects.toMatchObject({
      ...{ code, type, trouble, ambiguous: false, httpStatus: status },
      message: expect.stringMatching(new RegExp(`image2video answered ${code}: words of Kling.*request r-7`)),
    });
  });

  it.each([
    [1302, 429, 'RateLimited', 'too_fast', false],
    [1303, 429, 'RateLimited', 'too_many', false],
    [5000, 500, 'ServiceUnavailable', 'server_error', true],
    [5001, 503, 'ServiceUnavailable', 'maintenance', true],
    [5002, 504, 'ServiceUnavailable', 'server_error', true],
  ])('with code %i (HTTP %i) are asked for again as %s, of trouble: %s', async (...row) => {
    const [code, status, type, trouble, ambiguous] = row;
    answerCode(code, status);
    await expect(submit()).rejects.toMatchObject({ code, type, trouble, ambiguous });
  });

  it('are judged by their code, whatever the HTTP status is', async () => {
    answerCode(1301, 200);
    await expect(submit()).rejects.toMatchObject({ type: 'ProviderRefused' });
    answerCode(1102, 429);
    await expect(submit()).rejects.toMatchObject({ type: 'ProviderMisconfigured' });
  });

  it('may say themselves when to ask again', async () => {
    answerCode(1303, 429);
    await expect(submit()).rejects.toMatchObject({ retryAfterMs: 10_000 });
    answerCode(1303, 429, { headers: { 'retry-after': '2' } });
    await expect(submit()).rejects.toMatchObject({ retryAfterMs: 2_000 });
  });

  it('may have codes that nobody has heard of', async () => {
    answerCode(5999, 500);
    await expect(submit()).rejects.toMatchObject({
      ...{ type: 'ServiceUnavailable', ambiguous: true, trouble: 'server_error' },
    });
    answerCode(1199, 429);
    await expect(submit()).rejects.toMatchObject({ type: 'ProviderMisconfigured', trouble: 'account' });
    answerCode(1999, 400);
    await expect(submit()).rejects.toMatchObject({ type: 'ContractViolation', trouble: null });
  });

  it('may come from something that stands before Kling', async () => {
    answer = () => ({ status: 502, body: '<html>Bad Gateway</html>' });
    await expect(submit()).rejects.toMatchObject({
      ...{ type: 'ServiceUnavailable', ambiguous: true, trouble: 'server_error' },
    });
    answer = () => ({ status: 200, body: '<html>Sign in</html>' });
    await expect(submit()).rejects.toMatchObject({ type: 'ContractViolation', ambiguous: true });
  });
});

describe('the token', () => {
  it('is signed with the secret key, for half an hour, and used again', async () => {
    const startedAt = Math.floor(Date.now() / 1_000);
    const http = create();
    for (let time = 0; time < 2; time += 1) await http.request('v1/videos/image2video/t-1', { signal });
    const { header, claims, isSigned } = parseToken(seen[0] as IncomingMessage);
    expect(isSigned).toBe(true);
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { iss, exp, nbf } = claims as { iss: string; exp: number; nbf: number };
    expect([iss, exp - nbf]).toEqual(['ak', 1_805]);
    expect(nbf).toBeGreaterThanOrEqual(startedAt - 5);
    expect(seen[1]?.headers.authorization).toBe(seen[0]?.headers.authorization);
  });

  it('is another one before the first has ended', async () => {
    let nowMs = Date.now();
    const http = create({ now: () => nowMs });
    for (const minutes of [0, 24, 2]) {
      nowMs += minutes * 60_000;
      await http.request('v1/videos/image2video/t-1', { signal });
    }
    const [first, second, third] = claimsSeen();
    expect(second).toEqual(first);
    expect(third?.exp).toBe((first?.exp ?? 0) + 26 * 60);
  });

  it.each([
    ['an hour fast', 3_600_000, 1003],
    ['an hour slow', -3_600_000, 1004],
  ])('is signed anew, once, by the clock of Kling where ours is %s', async (_title, skewMs, code) => {
    const serverSeconds = Math.floor(Date.now() / 1_000);
    answer = (request) => {
      const { nbf, exp } = parseToken(request).claims as { nbf: number; exp: number };
      if (nbf <= serverSeconds && exp > serverSeconds) return { body: { code: 0, data: TASK } };
      return {
        status: 401,
        body: { code, message: '' },
        headers: { date: new Date(serverSeconds * 1_000).toUTCString() },
      };
    };
    const http = create({ now: () => serverSeconds * 1_000 + skewMs });
    for (let time = 0; time < 3; time += 1)
      await expect(http.request('v1/videos/image2video/t-1', { signal })).resolves.toMatchObject(TASK);
    expect(seen).toHaveLength(4);
  });

  it('is not signed again and again for a service that will not have it', async () => {
    answerCode(1004, 401);
    await expect(submit()).rejects.toMatchObject({
      type: 'ProviderMisconfigured',
      message: expect.stringContaining('clock'),
    });
    expect(seen).toHaveLength(2);
  });

  it('is the plain key where the account has one, and none where there is none', async () => {
    await submit({ credentials: { apiKey: 'plain' } });
    await submit({ credentials: { apiKey: null } });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer plain', undefined]);
  });

  it('stays out of what people read', async () => {
    answerCode(1000, 401);
    const error: unknown = await submit().catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, String(error)])).not.toMatch(/eyJ|"sk"/);
  });
});
