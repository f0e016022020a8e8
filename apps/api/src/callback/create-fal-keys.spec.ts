import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { startHttpServer, type HttpServer } from '@genvideo/testing';
import { createFalKeys } from './create-fal-keys';

const toPair = (): { publicKey: KeyObject; privateKey: KeyObject } => generateKeyPairSync('ed25519');
const TEXT = Buffer.from('signed');
const fitsOf =
  ({ privateKey }: { privateKey: KeyObject }) =>
  (key: KeyObject): boolean =>
    verify(null, TEXT, key, sign(null, TEXT, privateKey));

let server: HttpServer;
let answer: { status: number; body: string };
let fetches: number;
let nowMs: number;

beforeAll(async () => {
  server = await startHttpServer((_request, response) => {
    fetches += 1;
    response.writeHead(answer.status).end(answer.body);
  });
});
beforeEach(() => {
  fetches = 0;
  nowMs = 0;
});
afterAll(() => server.close());

const publish = (...pairs: { publicKey: KeyObject }[]): void => {
  const keys = pairs.map(({ publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid: 'k' }));
  answer = { status: 200, body: JSON.stringify({ keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }, ...keys] }) };
};
const create = () => createFalKeys({ url: server.url, now: () => nowMs });

describe('createFalKeys', () => {
  it('fetches keys when they are needed, and keeps them for half a day', async () => {
    const pair = toPair();
    publish(toPair(), pair);
    const keys = create();
    for (let time = 0; time < 3; time += 1) await expect(keys.some(fitsOf(pair))).resolves.toBe(true);
    expect(fetches).toBe(1);
    nowMs = 12 * 60 * 60_000 + 1;
    await expect(keys.some(fitsOf(pair))).resolves.toBe(true);
    expect(fetches).toBe(2);
  });

  it('fetches them anew when fal has changed them, but not for each that does not fit', async () => {
    publish(toPair());
    const keys = create();
    const next = toPair();
    for (let time = 0; time < 3; time += 1) await expect(keys.some(fitsOf(next))).resolves.toBe(false);
    expect(fetches).toBe(1);
    publish(next);
    nowMs = 60_000;
    await expect(keys.some(fitsOf(next))).resolves.toBe(true);
    expect(fetches).toBe(2);
  });

  it('goes on with old keys where there are no new ones to be had', async () => {
    const pair = toPair();
    publish(pair);
    const keys = create();
    await keys.some(fitsOf(pair));
    answer = { status: 500, body: '' };
    nowMs = 24 * 60 * 60_000;
    await expect(keys.some(fitsOf(pair))).resolves.toBe(true);
  });

  it.each([
    ['an error', { status: 500, body: '' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a key that is none', { status: 200, body: '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"?"}]}' }],
    ['too much', { status: 200, body: `"${'x'.repeat(100_001)}"` }],
  ])('says that it has none where it gets %s', async (_title, given) => {
    answer = given;
    await expect(create().some(() => true)).rejects.toMatchObject({ kind: 'ServiceUnavailable' });
  });
});
