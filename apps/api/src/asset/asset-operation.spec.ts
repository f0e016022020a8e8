import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createProgress } from '@genvideo/models';
import { serveApp, type ServedApp } from '../../test/serve-app';

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

  it('answers a range that a file does not have with 416', async () => {
    const response = await fetch(`${app.url}/assets/adas-job/image.png`, {
      headers: { 'x-api-key': ADAS, range: 'bytes=100-200' },
    });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3']);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:BadRange' });
  });
});
