import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { JobResult, JobStatus, Progress } from '@genvideo/models';
import { ProgressQueryClient } from '@genvideo/progress-client';
import { createResourceStack, eventually, uniqueId, type RunningProcess } from '@genvideo/testing';
import { findServer, freePort, startDevServer } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from '../test/job-stack';

const KEY = Buffer.alloc(32, 7).toString('base64');
const SECRET = 'a violet heron above a frozen harbour';
const OPEN = 'a brown horse that everybody may see';

/** Every text and every payload in a value. */
const toTexts = (value: unknown): string[] => {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1')];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(toTexts)
    : [String(value)];
};

/** What the engine stores of a workflow, as text. */
const readHistory = async (handle: WorkflowHandle): Promise<string> =>
  toTexts(await handle.fetchHistory()).join('\n');

describe('with PAYLOAD_ENCRYPTION_KEY', () => {
  const resources = createResourceStack();
  let databaseFolder: string;
  let address: string;
  let apiUrl: string;
  let uiUrl: string;
  let stack: JobStack;
  let worker: RunningProcess;

  beforeAll(async () => {
    const apiPort = await freePort();
    apiUrl = `http://127.0.0.1:${apiPort}`;
    databaseFolder = await mkdtemp(path.join(tmpdir(), 'genvideo-sealed-'));
    resources.defer(() => rm(databaseFolder, { recursive: true, force: true }));
    const found = await findServer({ env: { ...process.env, TEMPORAL_HOST: '', TEMPORAL_ADDRESS: '' } });
    if (found.kind !== 'binary') throw new Error('This needs a server of its own');
    const server = await startDevServer({
      binary: found.path,
      dbFile: path.join(databaseFolder, 'temporal.db'),
      uiPort: 0,
      uiCodecEndpoint: `${apiUrl}/codec`,
    });
    resources.defer(server.stop);
    address = server.address;
    uiUrl = server.uiUrl ?? '';
    stack = await openJobStack({ address, apiPort, env: { PAYLOAD_ENCRYPTION_KEY: KEY } });
    resources.defer(() => stack.close());
    await stack.startApi();
    worker = await stack.startWorker();
  });
  afterAll(() => resources.end());

  const post = async (route: string, body: object): Promise<unknown> => {
    const response = await fetch(`${apiUrl}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const get = async (route: string): Promise<unknown> => (await fetch(`${apiUrl}${route}`)).json();

  const submit = async (request: object): Promise<string> => {
    const request_id = uniqueId('sealed');
    const job = { prompt: SECRET, user_id: 'ann', width: 64, height: 64, duration: 1, request_id };
    await post('/jobs', { ...job, ...request });
    return request_id;
  };
  const untilCompleted = (id: string): Promise<JobResult> =>
    eventually(
      async () => {
        const result = (await get(`/workflows/${id}/result`)) as JobResult;
        return result.status === 'completed' && result;
      },
      { what: 'the job to complete', timeoutMs: 30_000 },
    );
  const progressClient = (payloadEncryptionKey?: string): ProgressQueryClient => {
    const client = new ProgressQueryClient({ temporalHost: address, payloadEncryptionKey });
    resources.defer(() => client.close());
    return client;
  };

  it('a job goes its whole way, and the engine stores nothing of it in plain', async () => {
    const id = await submit({ metadata: { note: SECRET } });
    const { video_url } = await untilCompleted(id);
    const history = await readHistory(stack.client.workflow.getHandle(id));
    expect(history).toContain('binary/encrypted');
    for (const hidden of [SECRET, video_url!, 'job_input']) expect(history).not.toContain(hidden);
    const limiter = await readHistory(stack.client.workflow.getHandle(`limiter:${stack.taskQueue}`));
    expect(limiter).not.toContain(id);
  });

  it('submitting again finds the job that is there, and tells another input apart', async () => {
    const id = await submit({});
    await expect(post('/jobs', { prompt: SECRET, user_id: 'ann', request_id: id })).resolves.toMatchObject({
      status: 409,
    });
    const again = { prompt: SECRET, user_id: 'ann', width: 64, height: 64, duration: 1, request_id: id };
    await expect(post('/jobs', again)).resolves.toMatchObject({ workflow_id: id });
  });

  it('any SDK starts, queries and signals a job in plain JSON', async () => {
    await stack.mock.setFaults({ slow_progress: 10 });
    const handle = await stack.start({ prompt: OPEN });
    await handle.signal('update_progress', { message: 'from outside' });
    const { job_input, progress_history } = await handle.query<JobStatus>('get_status');
    expect(job_input.prompt).toBe(OPEN);
    expect(progress_history.map(({ message }) => message)).toContain('from outside');
    await handle.signal('cancel_generation');
    await expect(handle.result()).rejects.toThrow();
    await stack.mock.setFaults({ slow_progress: 1 });
    await expect(handle.query<Progress>('get_progress')).resolves.toMatchObject({ status: 'cancelled' });
    await expect(handle.query('get_weather')).rejects.toThrow(/get_weather/);
    await expect(handle.describe()).resolves.toMatchObject({ status: { name: 'CANCELLED' } });
  });

  it('the client library reads everything with the key, and progress without', async () => {
    const id = await submit({});
    await untilCompleted(id);
    const completed = { success: true, progress: { status: 'completed', percent: 100 } };
    await expect(progressClient(KEY).queryProgressDirect(id)).resolves.toMatchObject(completed);
    await expect(progressClient().queryProgressDirect(id)).resolves.toMatchObject(completed);
  });

  it('failures are told to those who have the key alone', async () => {
    const handle = await stack.start({ prompt: OPEN, duration: 4_711 });
    await expect(handle.result()).rejects.toThrow(/binary\/encrypted/);
    await expect(get(`/workflows/${handle.workflowId}/result`)).resolves.toMatchObject({
      error: { type: 'InvalidRequest', message: expect.stringContaining('duration') },
    });
    expect(await readHistory(handle)).not.toContain('duration must');
  });

  it('a worker that comes later takes up what another left', async () => {
    await stack.mock.setFaults({ video: { slow_progress: 10 } });
    const id = await submit({});
    const isAt = async (step: string): Promise<boolean> =>
      ((await get(`/workflows/${id}/progress`)) as { progress: Progress }).progress.step === step;
    await eventually(() => isAt('video'), { what: 'the video' });
    worker.kill('SIGKILL');
    await worker.exited;
    worker = await stack.startWorker();
    await untilCompleted(id);
    const lines = await stack.mock.ledger('video');
    expect(lines.filter((line) => line.idempotency_key?.startsWith(`${id}/`))).toHaveLength(1);
  });

  it("the engine's UI is told where to decrypt, and what it finds there reads as before", async () => {
    const settings = (await (await fetch(`${uiUrl}/api/v1/settings`)).json()) as {
      Codec: { Endpoint: string };
    };
    expect(settings.Codec.Endpoint).toBe(`${apiUrl}/codec`);
    const id = await submit({});
    const { events } = await stack.client.workflow.getHandle(id).fetchHistory();
    const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    const toBase64 = (bytes: Uint8Array | null | undefined): string =>
      Buffer.from(bytes ?? []).toString('base64');
    const metadata = Object.entries(input?.metadata ?? {}).map(([name, bytes]) => [name, toBase64(bytes)]);
    const payload = { metadata: Object.fromEntries(metadata), data: toBase64(input?.data) };
    const { payloads } = (await post('/codec/decode', { payloads: [payload] })) as {
      payloads: { data: string }[];
    };
    const decoded = Buffer.from(payloads[0]?.data ?? '', 'base64').toString();
    expect(JSON.parse(decoded)).toMatchObject({ prompt: SECRET, request_id: id });
  });

  it('a batch goes its whole way', async () => {
    const item = { type: 'image', prompt: SECRET, user_id: 'ann', width: 64, height: 64 };
    const batch = { processing_strategy: 'parallel', max_concurrent: 2, requests: [item, item, item] };
    const { workflow_id: id } = (await post('/batches', batch)) as { workflow_id: string };
    await eventually(
      async () => {
        const result = (await get(`/workflows/${id}/result`)) as { completed?: number };
        return result.completed === 3;
      },
      { what: 'the batch to complete', timeoutMs: 30_000 },
    );
    expect(await readHistory(stack.client.workflow.getHandle(id))).not.toContain(SECRET);
  });

  it('logs are JSON, line by line, and hold neither prompts nor the key', () => {
    expect(worker.stdout.length).toBeGreaterThan(3);
    for (const line of worker.stdout) expect(JSON.parse(line)).toMatchObject({ service: 'worker' });
    for (const hidden of [SECRET, KEY]) expect(worker.stdout.join()).not.toContain(hidden);
    expect(worker.stderr).toEqual([]);
  });

  it('its database holds no prompt, but for those that a client without the key wrote', async () => {
    const files = await readdir(databaseFolder);
    const pages = Buffer.concat(
      await Promise.all(files.map((file) => readFile(path.join(databaseFolder, file)))),
    );
    expect(pages.includes(OPEN)).toBe(true);
    expect(pages.includes(SECRET)).toBe(false);
  });
});
