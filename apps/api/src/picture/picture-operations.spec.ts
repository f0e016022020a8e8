import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PICTURES_FOLDER, type StartPicture } from '@genvideo/models';
import { serveApp, type ServedApp } from '../../test/serve-app';

const KEY = 'the-key-of-somebody';

/** Two pixels wide, three high. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAGUlEQVR4nGM4wRAFRAwnNKKAiOFEQBQQAQBPfwe9t/7RfwAAAABJRU5ErkJggg==',
  'base64',
);

describe('POST /pictures', () => {
  let folder: string;
  let app: ServedApp;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    app = await serveApp('127.0.0.1:1', {
      RESULTS_DIR: folder,
      CALLBACK_BASE_URL: 'https://films.example/api',
      REQUIRE_API_KEY: 'true',
      API_KEYS: KEY,
    });
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true });
  });

  const handIn = (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.url}/pictures`, {
      method: 'POST',
      headers: { 'x-api-key': KEY, 'content-type': 'image/png', ...headers },
      body,
    });

  it('keeps a picture once, and shows it to whoever knows its URL', async () => {
    const answers = [await handIn(PNG), await handIn(PNG, { 'content-type': 'image/jpeg' })];
    const [first, again] = (await Promise.all(answers.map((answer) => answer.json()))) as StartPicture[];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(first).toEqual({
      image_url: `https://films.example/api/assets/${PICTURES_FOLDER}/${first?.sha256}.png`,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: PNG.length,
      media_type: 'image/png',
      width: 2,
      height: 3,
    });
    expect(again).toEqual(first);
    expect(await readdir(path.join(folder, PICTURES_FOLDER))).toEqual([`${first?.sha256}.png`]);

    const shown = await fetch(`${app.url}/assets/${PICTURES_FOLDER}/${first?.sha256}.png`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    { what: 'a text that calls itself a picture', body: 'hello', type: 'image/png', status: 422 },
    { what: 'nothing at all', body: '', type: 'image/png', status: 422 },
    { what: 'markup', body: '<svg onload="alert(1)"/>', type: 'image/svg+xml', status: 415 },
    { what: 'JSON', body: '{}', type: 'application/json', status: 415 },
  ])('refuses $what', async ({ body, type, status }) => {
    const answer = await handIn(body, { 'content-type': type });
    expect(answer.status).toBe(status);
    const words = status === 415 ? 'Content-Type: image/png or image/jpeg' : 'is neither a PNG nor a JPEG';
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(words) });
  });

  it('refuses what is too large, whether it says so before or not', async () => {
    const large = new Uint8Array(10 * 1_024 * 1_024 + 1);
    large.set(PNG);
    const said = await handIn(large);
    expect(said.status).toBe(413);
    expect(await said.json()).toMatchObject({ detail: expect.stringContaining('Make it smaller') });
    const unsaid = await fetch(`${app.url}/pictures`, {
      method: 'POST',
      headers: { 'x-api-key': KEY, 'content-type': 'image/png' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    });
    expect(unsaid.status).toBe(413);
  });

  it('takes none without a key, and lists none', async () => {
    expect((await handIn(PNG, { 'x-api-key': '' })).status).toBe(401);
    for (const name of ['', 'x.png', `${'a'.repeat(64)}.png`, '..%2Fstate.json'])
      expect((await fetch(`${app.url}/assets/${PICTURES_FOLDER}/${name}`)).status).toBe(404);
  });
});
