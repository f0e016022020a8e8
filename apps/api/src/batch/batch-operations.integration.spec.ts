import type { BatchLine, BatchResult } from '@genvideo/models';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { sampleImage as image, sampleImages as images } from '../../test/sample-items';
import { sendJson } from '../../test/send-json';
import { serveApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';

// Whole batches, one after the other, also on a machine that is busy with others' specs.
jest.setTimeout(90_000);

const { address } = loadTestEnvironment();
const resources = createResourceStack();
afterAll(() => resources.end());

type Body = Record<string, unknown> & { detail: string; problems: { field: string; problem: string }[] };
interface Answer {
  status: number;
  body: Body;
}

let url: string;
const KEYS = {
  ada: { Authorization: 'Bearer ada-key-of-the-spec' },
  bob: { Authorization: 'Bearer bob-key-of-the-spec' },
};

const read = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: (await response.json()) as Body,
});
const get = async (path: string, headers = {}): Promise<Answer> =>
  read(await fetch(`${url}${path}`, { headers }));
const post = async (path: string, body: unknown = undefined, headers = {}): Promise<Answer> => {
  const { status, body: answer } = await sendJson(`${url}${path}`, body ?? '', { headers });
  return { status, body: answer as Body };
};
const postLines = async (query: string, lines: readonly unknown[], headers = {}): Promise<Answer> =>
  read(
    await fetch(`${url}/batches${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson', ...headers },
      body: lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
    }),
  );
const patch = async (path: string, body: unknown): Promise<Answer> =>
  read(
    await fetch(`${url}${path}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
const untilEnded = (id: string, headers = {}) =>
  eventually(
    async (): Promise<BatchResult | null> => {
      const { status, body } = await get(`/workflows/${id}/result`, headers);
      return status === 200 ? (body as unknown as BatchResult) : null;
    },
    { what: `${id} to end`, timeoutMs: 60_000 },
  );
const readLines = async (id: string): Promise<BatchLine[]> => {
  const text = await (await fetch(`${url}/assets/${id}/results.jsonl`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BatchLine);
};

beforeAll(async () => {
  const taskQueue = uniqueQueue('batch');
  const env = { MAX_CONCURRENT_JOBS: '10', CONTENT_DENY_LIST_FILE: '' };
  const { resultsDir } = await startWorker(resources, { taskQueue, imageSeconds: 0.2, env });
  const app = await serveApp(address, {
    TEMPORAL_TASK_QUEUE: taskQueue,
    RESULTS_DIR: resultsDir,
    API_KEYS: 'ada=ada-key-of-the-spec,bob=bob-key-of-the-spec',
  });
  url = resources.add(app).url;
}, 120_000);

describe('POST /batches', () => {
  it('takes a batch in JSON, once, and tells of it as of a job', async () => {
    const batch_id = uniqueId('batch');
    const batch = { batch_id, max_concurrent: 5, requests: images(4) };
    const { status, body } = await post('/batches', batch);
    expect(status).toBe(202);
    expect(body).toMatchObject({ workflow_id: batch_id, result_url: `/workflows/${batch_id}/result` });
    await expect(post('/batches', batch)).resolves.toMatchObject({ status: 202 });
    await expect(post('/batches', { ...batch, max_concurrent: 4 })).resolves.toMatchObject({ status: 409 });
    await expect(post('/batches', { ...batch, requests: images(5) })).resolves.toMatchObject({ status: 409 });

    const result = await untilEnded(batch_id);
    expect(Object.keys(result).sort()).toEqual(
      [
        'batch_id',
        'total',
        'completed',
        'failed',
        'cancelled',
        'results_url',
        'started_at',
        'completed_at',
      ].sort(),
    );
    expect(result).toMatchObject({ batch_id, total: 4, completed: 4 });
    expect(await readLines(batch_id)).toHaveLength(4);
    await expect(get(`/workflows/${batch_id}/progress`)).resolves.toMatchObject({
      body: {
        workflow_status: 'COMPLETED',
        progress: {
          status: 'completed',
          percent: 100,
          message: '4 of 4 completed',
          asset_url: result.results_url,
        },
      },
    });
    await expect(get(`/workflows/${batch_id}/detailed-status`)).resolves.toMatchObject({
      status: 200,
      body: { detailed_status: { job_input: { max_concurrent: 5, total: 4 } } },
    });
  });

  it('takes one item a line beyond the limit of other bodies, shows counts, and cancels', async () => {
    const padded = images(150, { metadata: { note: 'x'.repeat(4_000) } });
    const batch_id = uniqueId('lines');
    await expect(postLines(`?batch_id=${batch_id}&max_concurrent=2`, padded)).resolves.toMatchObject({
      status: 202,
      body: { workflow_id: batch_id },
    });
    await eventually(
      async () => {
        const { body } = await get(`/workflows/${batch_id}/progress`);
        return /^\d+ of 150 done.*, [12] running/.test((body['progress'] as { message: string }).message);
      },
      { what: 'counts', timeoutMs: 30_000 },
    );
    await expect(post('/batches', { requests: padded })).resolves.toMatchObject({ status: 413 });
    await expect(post(`/workflows/${batch_id}/cancel`)).resolves.toMatchObject({ status: 202 });
    const { total, completed, cancelled } = await untilEnded(batch_id);
    expect(completed + cancelled).toBe(total);
    const lines = await readLines(batch_id);
    expect(new Set(lines.map(({ index }) => index)).size).toBe(150);
    const message = expect.stringMatching(/^Cancelled: \d+ of 150/) as string;
    await eventually(
      async () =>
        expect(await get(`/workflows/${batch_id}/progress`)).toMatchObject({
          body: { workflow_status: 'CANCELED', progress: { status: 'cancelled', message } },
        }) ?? true,
      { what: 'its end to be told' },
    );
  });

  it('names every bad item, and starts nothing', async () => {
    const batch_id = uniqueId('bad');
    const { status, body } = await postLines(`?batch_id=${batch_id}`, [
      image('good'),
      '',
      image(' '),
      'no json',
      image('twice', { request_id: 'same-id' }),
      { type: 'gif' },
      image('again', { request_id: 'same-id' }),
    ]);
    expect(status).toBe(422);
    expect(body.problems).toEqual([
      { field: 'line 3.prompt', problem: 'is empty' },
      { field: 'line 4', problem: 'is not valid JSON' },
      { field: 'line 6.type', problem: 'must be "image" or "video"' },
      { field: 'line 7.request_id', problem: expect.stringMatching(/id of line 5, too/) },
    ]);
    await expect(get(`/workflows/${batch_id}/status`)).resolves.toMatchObject({ status: 404 });
    await expect(get(`/assets/${batch_id}/requests.jsonl`)).resolves.toMatchObject({ status: 404 });
  });

  it.each([
    [{ requests: [] }, 'requests', /is empty/],
    [{}, 'requests', /one of the two/],
    [
      { requests: images(1), processing_strategy: 'sequential', max_concurrent: 5 },
      'max_concurrent',
      /one item at a time/,
    ],
    [{ requests: [image('a', { colour: 'red' })] }, 'requests[0].colour', /not a known field/],
    [{ requests: images(1), max_concurrent: 0 }, 'max_concurrent', /at least 1/],
    [{ requests_url: 'http://elsewhere/list.jsonl' }, 'requests_url', /no list in the store/],
    [{ requests: images(1), windows: 3 }, 'windows', /not a known field/],
  ])('refuses %j', async (batch, field, words) => {
    const { status, body } = await post('/batches', batch);
    expect(status).toBe(422);
    expect(body.problems).toContainEqual({ field, problem: expect.stringMatching(words) });
  });

  it('refuses no line, too many lines, settings that make no sense, and another type', async () => {
    const none = await postLines('', []);
    expect(none).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/is empty/) } });
    const short = JSON.stringify({ type: 'image', prompt: 'a', user_id: 'u' });
    const many = await postLines(
      '',
      Array.from({ length: 100_001 }, () => short),
    );
    expect(many).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/more items than the 100000/) },
    });
    const window = await postLines('?processing_strategy=sequential&max_concurrent=5', images(1));
    expect(window).toMatchObject({ status: 422 });
    await expect(postLines('?max_concurrent=ten', images(1))).resolves.toMatchObject({ status: 400 });
    const response = await fetch(`${url}/batches`, {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'text/csv' },
    });
    expect(response.status).toBe(415);
  });

  it('keeps a bound key to its own user', async () => {
    await expect(post('/batches', { requests: images(1) }, KEYS.bob)).resolves.toMatchObject({
      status: 422,
      body: { problems: [{ field: 'requests[0].user_id', problem: expect.stringMatching(/must be "bob"/) }] },
    });
    await expect(post('/batches', { user_id: 'ada', requests: images(1) }, KEYS.bob)).resolves.toMatchObject({
      status: 403,
    });
    const { body } = await post('/batches', { requests: images(2) }, KEYS.ada);
    const id = String(body['workflow_id']);
    await expect(get(`/workflows/${id}/status`, KEYS.bob)).resolves.toMatchObject({ status: 404 });
    await expect(post(`/batches/${id}/pause`, '', KEYS.bob)).resolves.toMatchObject({ status: 404 });
    await untilEnded(id, KEYS.ada);
    const results = await fetch(`${url}/assets/${id}/results.jsonl`, { headers: KEYS.bob });
    expect(results.status).toBe(404);
    const listed = await get('/workflows?type=batch', KEYS.ada);
    expect((listed.body['workflows'] as { workflow_id: string }[]).map((each) => each.workflow_id)).toContain(
      id,
    );
  });
});

describe('a batch that has been taken', () => {
  it('is paused, widened, resumed and runs its failed items again; after its end as a new batch', async () => {
    const batch_id = uniqueId('steered');
    const request_id = uniqueId('taken');
    const requests = [image('bad', { request_id }), ...images(12)];
    // The id of one item is somebody else's, so that it fails.
    await post('/images', { prompt: 'another', user_id: 'ada', width: 64, height: 64, request_id });
    await post('/batches', { batch_id, max_concurrent: 1, requests });
    await expect(post(`/batches/${batch_id}/pause`)).resolves.toMatchObject({
      status: 200,
      body: { paused: true },
    });
    await expect(patch(`/batches/${batch_id}`, { max_concurrent: 6 })).resolves.toMatchObject({
      status: 200,
      body: { paused: true, max_concurrent: 6, total: 13 },
    });
    await expect(patch(`/batches/${batch_id}`, { max_concurrent: 0 })).resolves.toMatchObject({
      status: 422,
    });
    await expect(post(`/batches/${batch_id}/resume`)).resolves.toMatchObject({
      status: 200,
      body: { paused: false },
    });
    await expect(untilEnded(batch_id)).resolves.toMatchObject({ completed: 12, failed: 1 });
    await expect(post(`/batches/${batch_id}/pause`)).resolves.toMatchObject({ status: 409 });

    const retry = await post(`/batches/${batch_id}/retry-failed`);
    expect(retry).toMatchObject({ status: 202, body: { workflow_id: `${batch_id}:retry-1` } });
    await expect(post(`/batches/${batch_id}/retry-failed`)).resolves.toEqual(retry);
    await expect(untilEnded(`${batch_id}:retry-1`)).resolves.toMatchObject({ total: 1, completed: 1 });
    const [line] = await readLines(`${batch_id}:retry-1`);
    expect(line).toMatchObject({ workflow_id: `${request_id}:retry-1`, status: 'completed' });
    await expect(post(`/batches/${batch_id}:retry-1/retry-failed`)).resolves.toMatchObject({ status: 409 });
  });

  it('is not to be confused with a job, or with nothing', async () => {
    const { body } = await post('/images', { prompt: 'a', user_id: 'ada', width: 64, height: 64 });
    await expect(post(`/batches/${String(body['workflow_id'])}/pause`)).resolves.toMatchObject({
      status: 404,
      body: { detail: expect.stringMatching(/no batch/) },
    });
    await expect(post('/batches/nothing/retry-failed')).resolves.toMatchObject({ status: 404 });
  });
});
