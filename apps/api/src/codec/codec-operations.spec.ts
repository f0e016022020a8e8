import { createResourceStack } from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';

const KEY = Buffer.alloc(32, 5).toString('base64');
const OPERATOR = 'a-key-of-the-operator';
const ADA = 'a-key-of-a-user-ada';
const UI = 'http://127.0.0.1:8233';

const toBase64 = (text: string): string => Buffer.from(text).toString('base64');
const PLAIN = { metadata: { encoding: toBase64('json/plain') }, data: toBase64('{"prompt":"a red fox"}') };

interface Payloads {
  payloads: (typeof PLAIN)[];
}

describe('POST /codec', () => {
  const resources = createResourceStack();
  let open: ServedApp;
  let keyed: ServedApp;
  let without: ServedApp;

  beforeAll(async () => {
    const serve = async (environment: Record<string, string>): Promise<ServedApp> =>
      resources.add(await serveApp('127.0.0.1:1', environment));
    open = await serve({ PAYLOAD_ENCRYPTION_KEY: KEY, CORS_ORIGINS: UI });
    keyed = await serve({
      PAYLOAD_ENCRYPTION_KEY: KEY,
      REQUIRE_API_KEY: 'true',
      API_KEYS: `${OPERATOR},ada=${ADA}`,
    });
    without = await serve({});
  });
  afterAll(() => resources.end());

  const encode = async (payload: object): Promise<(typeof PLAIN)[]> => {
    const { status, body } = await sendJson(`${open.url}/codec/encode`, { payloads: [payload] });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return (body as Payloads).payloads;
  };

  it('encrypts payloads and decrypts them', async () => {
    const payloads = await encode(PLAIN);
    expect(Buffer.from(payloads[0]!.data, 'base64').includes('fox')).toBe(false);
    const decoded = await sendJson(`${open.url}/codec/decode`, { payloads: [...payloads, PLAIN] });
    expect(decoded).toMatchObject({ status: 200, body: { payloads: [PLAIN, PLAIN] } });
  });

  it('takes what a page of the UI sends, large and from its own origin', async () => {
    const payloads = await encode({ ...PLAIN, data: toBase64('x'.repeat(3_000_000)) });
    const { status, headers } = await sendJson(
      `${open.url}/codec/decode`,
      { payloads },
      { headers: { origin: UI, 'x-namespace': 'default' } },
    );
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, UI]);
  });

  it('checks base64 whole, however much there is of it', async () => {
    const tell = async (data: string): Promise<number> =>
      (await sendJson(`${without.url}/codec/decode`, { payloads: [{ ...PLAIN, data }] })).status;
    await expect(Promise.all(['A', 'AAAA=', 'AAAAA', 'A-_!'].map(tell))).resolves.toEqual([
      422, 422, 422, 422,
    ]);
    await expect(Promise.all(['', 'AA', 'AA==', 'AAA='].map(tell))).resolves.toEqual([200, 200, 200, 200]);
    await expect(tell('A'.repeat(12_000_000))).resolves.toBe(200);
  });

  it('answers a preflight of the UI', async () => {
    const { headers } = await fetch(`${open.url}/codec/decode`, {
      method: 'OPTIONS',
      headers: {
        origin: UI,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-namespace',
      },
    });
    expect(headers.get('access-control-allow-headers')).toBe('content-type,x-namespace');
  });

  it('refuses pages of other origins', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const answer = await sendJson(`${open.url}/codec/decode`, { payloads: [] }, { headers });
    expect(answer.status).toBe(403);
  });

  it('is for keys that are bound to nobody', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await sendJson(`${keyed.url}/codec/decode`, { payloads: [PLAIN] }, { headers })).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: `Bearer ${ADA}` })).toBe(403);
    expect(await ask({ authorization: `Bearer ${OPERATOR}` })).toBe(200);
  });

  it('says what is missing where there is no key to decrypt with', async () => {
    const payloads = await encode(PLAIN);
    expect(await sendJson(`${without.url}/codec/decode`, { payloads })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('Set PAYLOAD_ENCRYPTION_KEY to what the workers have') },
    });
  });

  it('names what is no payload', async () => {
    const payloads = [{ metadata: { encoding: 'json/plain!' } }, 3];
    expect(await sendJson(`${open.url}/codec/decode`, { payloads })).toMatchObject({
      status: 422,
      body: {
        problems: [
          { field: 'payloads[0].metadata.encoding', problem: 'is not base64' },
          { field: 'payloads[1]', problem: 'must be an object, not the number 3' },
        ],
      },
    });
  });
});
