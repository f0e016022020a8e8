import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PICTURES_FOLDER } from '@genvideo/models';
import { loadTestEnvironment, uniqueId, uniqueQueue } from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';

const NAME = `${'a0'.repeat(32)}.png`;
const IMAGE_URL = `https://films.example/assets/${PICTURES_FOLDER}/${NAME}`;

describe('POST /jobs with a picture that was handed in', () => {
  let app: ServedApp;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'api-spec-'));
    app = await serveApp(loadTestEnvironment().address, {
      TEMPORAL_TASK_QUEUE: uniqueQueue('pictured'),
      CALLBACK_BASE_URL: 'https://films.example',
      RESULTS_DIR: folder,
    });
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true });
  });

  const submit = (own: object = {}) =>
    sendJson(`${app.url}/jobs`, { prompt: 'A cat', user_id: 'ada', image_url: IMAGE_URL, ...own });

  it('refuses it once it is not kept any more, and still knows the job that was made from it', async () => {
    const pictures = path.join(folder, PICTURES_FOLDER);
    const request_id = uniqueId('pictured');
    await mkdir(pictures, { recursive: true });
    await writeFile(path.join(pictures, NAME), '');
    expect((await submit({ request_id })).status).toBe(202);

    await rm(pictures, { recursive: true });
    expect(await submit({ request_id })).toMatchObject({ status: 202, body: { workflow_id: request_id } });
    for (const own of [{}, { request_id: uniqueId('late') }])
      expect(await submit(own)).toMatchObject({
        status: 422,
        body: {
          detail: expect.stringContaining('Hand it in again with POST /pictures'),
          problems: [expect.objectContaining({ field: 'image_url' })],
        },
      });
  });

  it('takes it while the store does not tell', async () => {
    await rm(path.join(folder, PICTURES_FOLDER), { recursive: true, force: true });
    // A link to itself leads nowhere, and does not say that there is nothing.
    await symlink(PICTURES_FOLDER, path.join(folder, PICTURES_FOLDER));
    expect((await submit()).status).toBe(202);
  });
});
