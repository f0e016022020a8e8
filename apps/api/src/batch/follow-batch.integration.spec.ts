import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
  WORKSPACE_ROOT,
} from '@genvideo/testing';
import { sampleImages } from '../../test/sample-items';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';
import { watchEvents } from '../../test/watch-events';
import { watchSocket } from '../../test/watch-socket';
import type { ProgressView } from '../watch/watched-job';

// Whole batches, also on a machine that is busy with others' specs.
jest.setTimeout(90_000);

const { address } = loadTestEnvironment();
const resources = createResourceStack();
afterAll(() => resources.end());

let app: ServedApp;
/** An API that keeps results elsewhere than the worker. */
let stranger: ServedApp;

beforeAll(async () => {
  const taskQueue = uniqueQueue('follow-batch');
  const env = { MAX_CONCURRENT_JOBS: '10' };
  const { resultsDir } = await startWorker(resources, { taskQueue, imageSeconds: 0.3, env });
  const serve = (folder: string) =>
    serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue, RESULTS_DIR: folder });
  app = resources.add(await serve(resultsDir));
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'api-elsewhere-'));
  resources.defer(() => rm(elsewhere, { recursive: true, force: true }));
  stranger = resources.add(await serve(elsewhere));
}, 120_000);

const submit = async (
  { url }: ServedApp,
  { count, headers = {} }: { count: number; headers?: Record<string, string> },
): Promise<{ id: string; status: number; body: unknown }> => {
  const batch_id = uniqueId('batch');
  const answer = await sendJson(
    `${url}/batches`,
    { batch_id, max_concurrent: 2, requests: sampleImages(count) },
    { headers },
  );
  return { id: batch_id, ...answer };
};
const read = async ({ url }: ServedApp, route: string): Promise<unknown> =>
  (await fetch(`${url}${route}`)).json();

describe('a batch', () => {
  it('is answered with its result where somebody prefers to wait, and without where that is too short', async () => {
    const waited = await submit(app, { count: 3, headers: { prefer: 'wait=60' } });
    expect(waited).toMatchObject({
      status: 200,
      body: { batch_id: waited.id, total: 3, completed: 3, failed: 0, cancelled: 0 },
    });
    const hurried = await submit(app, { count: 40, headers: { prefer: 'wait=1' } });
    expect(hurried).toMatchObject({ status: 202, body: { workflow_id: hurried.id } });
    await fetch(`${app.url}/workflows/${hurried.id}/cancel`, { method: 'POST' });
  });

  it('is followed over WebSocket and events as a job is, counts and end included', async () => {
    const { id } = await submit(app, { count: 12 });
    const [socket, stream] = await Promise.all([
      watchSocket(app.url.replace('http', 'ws'), id),
      watchEvents(`${app.url}/workflows/${id}/events`),
    ]);
    await Promise.all([socket.closed, stream.ended]);
    const told = stream.events
      .map(({ data }) => data as ProgressView)
      .filter((data) => Object.hasOwn(data, 'progress'));
    for (const views of [socket.views, told]) {
      const percents = views.map(({ progress }) => progress.percent);
      expect(percents).toEqual([...percents].sort((left, right) => left - right));
      expect(views.map(({ progress }) => progress.message)).toContainEqual(
        expect.stringMatching(/^\d+ of 12 done, [0-2] running/),
      );
      expect(views.at(-1)).toMatchObject({
        workflow_status: 'COMPLETED',
        progress: { status: 'completed', percent: 100, message: '12 of 12 completed' },
      });
    }
  });

  it('is taken as docs/batches.md writes it, mixed of pictures and videos', async () => {
    const text = await readFile(path.join(WORKSPACE_ROOT, 'docs/batches.md'), 'utf8');
    const example = /-d '(\{.*?\})'\n/s.exec(text)?.[1] ?? '';
    const batch = { ...(JSON.parse(example) as object), batch_id: uniqueId('documented') };
    const answer = await sendJson(`${app.url}/batches`, batch, { headers: { prefer: 'wait=60' } });
    expect(answer).toMatchObject({ status: 200, body: { total: 2, completed: 2 } });
  });

  it('says in words that API and worker keep results in different stores', async () => {
    const { id, status } = await submit(stranger, { count: 2 });
    expect(status).toBe(202);
    await eventually(
      async () => {
        expect(await read(stranger, `/workflows/${id}/progress`)).toMatchObject({
          progress: { status: 'retrying', error_message: expect.stringMatching(/same RESULTS_DIR/) },
        });
        return true;
      },
      { what: 'its progress to say so', timeoutMs: 30_000 },
    );
    await eventually(
      async () => {
        expect(await read(stranger, `/workflows/${id}/explain`)).toMatchObject({
          state: 'retrying',
          who_acts: 'operator',
          retry: { what: 'batch', type: 'ListMissing' },
          sentence: expect.stringMatching(/not in the store of this worker/),
        });
        return true;
      },
      { what: 'explain to say so', timeoutMs: 30_000 },
    );
    await fetch(`${stranger.url}/workflows/${id}/cancel`, { method: 'POST' });
  });
});
