import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { createComfyProxy } from './create-comfy-proxy';
import { createComfyui } from './comfyui/create-comfyui';
import { createKlingProxy } from './create-kling-proxy';

interface Answer {
  status: number;
  body?: string;
}

let server: HttpServer;
let answer: Answer;

beforeAll(async () => {
  server = await startHttpServer((_request, response) => {
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body ?? '{}');
  });
});
afterAll(() => server.close());

/** A port that was free a moment ago: whoever asks there is refused. */
async function findClosedUrl(): Promise<string> {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  return `http://127.0.0.1:${port}`;
}

const PICTURE = { prompt: 'x', style: 'realistic', width: 64, height: 64, metadata: {} };
const VIDEO = { ...PICTURE, image_url: 'http://127.0.0.1/a.png', duration: 1 };
const toSubmit = () => ({ submissionId: 'x', callbackUrl: null, signal: AbortSignal.timeout(10_000) });
const submitPicture = (baseUrl: string) =>
  createComfyProxy({ baseUrl, apiKey: null }).submit(PICTURE, toSubmit());
const submitVideo = (baseUrl: string) =>
  createKlingProxy({ baseUrl, apiKey: null }).submit(VIDEO, toSubmit());
const submitPrompt = (...baseUrls: string[]) => createComfyui({ baseUrls }).submit(PICTURE, toSubmit());

const REASON = JSON.stringify({ error: 'no' });

/** [status, body, type, trouble] */
const ANSWERS = [
  [500, REASON, 'ServiceUnavailable', 'server_error'],
  [502, '<html>Bad Gateway</html>', 'ServiceUnavailable', 'server_error'],
  [503, REASON, 'ServiceUnavailable', 'maintenance'],
  [503, '<html>Back soon</html>', 'ServiceUnavailable', 'maintenance'],
  [504, '', 'ServiceUnavailable', 'server_error'],
  [401, REASON, 'ProviderMisconfigured', 'credentials'],
  [402, REASON, 'ProviderMisconfigured', 'account'],
  [403, '', 'ProviderMisconfigured', 'credentials'],
  [408, '', 'ServiceUnavailable', 'unreachable'],
  [429, REASON, 'RateLimited', 'too_fast'],
  [400, REASON, 'InvalidRequest', null],
  [404, '<html>Not here</html>', 'ProviderMisconfigured', null],
  [409, REASON, 'Conflict', null],
  [413, REASON, 'InvalidRequest', null],
  [422, REASON, 'InvalidRequest', null],
  [451, REASON, 'ProviderRefused', null],
  [200, '<html>Sign in</html>', 'ContractViolation', null],
] as const;

describe('what an answer says of the provider', () => {
  it.each(ANSWERS)('that is %i %s to a proxy is %s, trouble: %s', async (...row) => {
    const [status, body, type, trouble] = row;
    answer = { status, body };
    await expect(submitPicture(server.url)).rejects.toMatchObject({ type, trouble });
    await expect(submitVideo(server.url)).rejects.toMatchObject({ type, trouble });
  });

  it.each(ANSWERS)('that is %i %s to the only ComfyUI is %s, trouble: %s', async (...row) => {
    const [status, body, type, trouble] = row;
    answer = { status, body };
    await expect(submitPrompt(server.url)).rejects.toMatchObject({ type, trouble });
  });

  it('that does not come at all is that it cannot be reached', async () => {
    const nobody = await findClosedUrl();
    const expected = { type: 'ServiceUnavailable', trouble: 'unreachable', ambiguous: false };
    await expect(submitPicture(nobody)).rejects.toMatchObject(expected);
    await expect(submitPrompt(nobody)).rejects.toMatchObject(expected);
  });

  it('that nobody waited for any more is nothing', async () => {
    const gone = AbortSignal.abort();
    const provider = createComfyProxy({ baseUrl: server.url, apiKey: null });
    await expect(provider.look('x', gone)).rejects.toMatchObject({ trouble: null });
  });
});

describe('a pool of ComfyUI servers', () => {
  const lookAt = async (baseUrls: string[], owner: string) => {
    const pool = createComfyui({ baseUrls });
    await pool.find('x', AbortSignal.timeout(10_000)).catch(() => undefined);
    return pool.look(`x@${new URL(owner).host}`, AbortSignal.timeout(10_000));
  };

  it('is in trouble when all of its servers are', async () => {
    const [one, other] = [await findClosedUrl(), await findClosedUrl()];
    await expect(submitPrompt(one, other)).rejects.toMatchObject({ trouble: 'unreachable' });
    answer = { status: 503, body: '' };
    await expect(submitPrompt(server.url)).rejects.toMatchObject({ trouble: 'maintenance' });
    await expect(lookAt([one, server.url], one)).rejects.toMatchObject({ trouble: 'unreachable' });
  });

  it('is in none because of one of them, whose prompts alone suffer', async () => {
    answer = { status: 200, body: JSON.stringify({ queue_running: [], queue_pending: [] }) };
    const gone = await findClosedUrl();
    await expect(lookAt([gone, server.url], gone)).rejects.toMatchObject({
      type: 'ServiceUnavailable',
      trouble: null,
    });
  });
});
