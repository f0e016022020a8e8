import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';

const { address } = loadTestEnvironment();
const JOB = { prompt: 'A cat', user_id: 'ada', job_type: 'image', width: 64, height: 64 };

const STATUS_KEYS = ['workflow_id', 'status', 'start_time', 'close_time', 'workflow_type', 'task_queue'];
const PROGRESS_KEYS = ['workflow_id', 'workflow_status', 'progress', 'timestamp'];
const PROGRESS_FIELDS = [
  'step',
  'status',
  'percent',
  'message',
  'error_message',
  'asset_url',
  'estimated_completion',
  'updated_at',
];
const RESULT_KEYS = [
  'workflow_id',
  'status',
  'image_urls',
  'video_url',
  'assets',
  'attempts',
  'submissions',
  'started_at',
  'completed_at',
  'queue_time',
  'processing_time',
  'error',
  'cancel_outcome',
  'late',
];
const GET_STATUS_KEYS = [
  ...PROGRESS_FIELDS,
  'workflow_id',
  'job_input',
  'current_progress',
  'started_at',
  'progress_history',
  'retry_count',
];

const resources = createResourceStack();
afterAll(() => resources.end());

const toClient = ({ url }: ServedApp) => ({
  submit: (body: unknown, headers: Record<string, string> = {}) => sendJson(`${url}/jobs`, body, { headers }),
  async read(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, { headers });
    const text = await response.text();
    const body = (text === '' ? null : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  },
  cancel: (id: string) => sendJson(`${url}/workflows/${id}/cancel`, ''),
});
type ApiClient = ReturnType<typeof toClient>;

const keys = (value: unknown): string[] => Object.keys(value as object).sort();

describe('a job that a worker works on', () => {
  let app: ServedApp;
  let api: ApiClient;

  beforeAll(async () => {
    const taskQueue = uniqueQueue('follow');
    await startWorker(resources, { taskQueue, imageSeconds: 0.2 });
    app = resources.add(await serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue }));
    api = toClient(app);
  }, 60_000);

  it('is answered with its result where somebody prefers to wait, and has exactly the keys of the contract', async () => {
    const { status, headers, body } = await api.submit(JOB, { prefer: 'respond-async, wait=15' });
    expect([status, headers.get('preference-applied')]).toEqual([200, 'wait=15']);
    expect(body).toMatchObject({ status: 'completed', image_urls: [expect.stringContaining('/assets/')] });
    expect(keys(body)).toEqual([...RESULT_KEYS].sort());

    const { workflow_id: id } = body as { workflow_id: string };
    const of = async (what: string) => (await api.read(`/workflows/${id}/${what}`)).body;
    expect(keys(await of('status'))).toEqual([...STATUS_KEYS].sort());
    const progress = await of('progress');
    expect(keys(progress)).toEqual([...PROGRESS_KEYS].sort());
    expect(keys(progress['progress'])).toEqual([...PROGRESS_FIELDS].sort());
    expect(keys(await of('result'))).toEqual([...RESULT_KEYS].sort());
    const detailed = await of('detailed-status');
    expect(keys(detailed)).toEqual(
      [...new Set([...STATUS_KEYS, ...PROGRESS_KEYS, 'detailed_status'])].sort(),
    );
    expect(keys(detailed['detailed_status'])).toEqual([...GET_STATUS_KEYS].sort());
    expect(detailed).toMatchObject({
      status: 'COMPLETED',
      workflow_status: 'COMPLETED',
      progress: { percent: 100 },
      detailed_status: { workflow_id: id, percent: 100, job_input: JOB },
    });
  });

  it('is not sent again to who has seen it', async () => {
    const { body } = await api.submit(JOB, { prefer: 'wait=15' });
    const { workflow_id: id } = body as { workflow_id: string };
    for (const what of ['status', 'progress', 'result']) {
      const first = await api.read(`/workflows/${id}/${what}`);
      const etag = first.headers.get('etag') ?? '';
      const again = await api.read(`/workflows/${id}/${what}`, { 'if-none-match': etag });
      expect([what, again.status, again.body, again.headers.get('etag')]).toEqual([what, 304, null, etag]);
      expect((await api.read(`/workflows/${id}/${what}`, { 'if-none-match': '"another"' })).status).toBe(200);
    }
  });

  it('is looked at once for all who want its details at a time', async () => {
    const { body } = await api.submit(JOB, { prefer: 'wait=15' });
    const { workflow_id: id } = body as { workflow_id: string };
    const countQueries = async (): Promise<number> => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      const line = /^genvideo_engine_calls_total\{[^}]*operation="QueryWorkflow"[^}]*\} (\d+)$/m.exec(
        metrics,
      );
      return Number(line?.[1] ?? 0);
    };
    await api.read(`/workflows/${id}/progress`);
    const before = await countQueries();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.read(`/workflows/${id}/detailed-status`)),
    );
    expect(answers.map(({ body: details }) => details['status'])).toEqual(Array(20).fill('COMPLETED'));
    // The hub may have asked once, too.
    expect(await countQueries()).toBeLessThanOrEqual(before + 2);
  });

  it('cannot be cancelled once it has ended', async () => {
    const { body } = await api.submit(JOB, { prefer: 'wait=15' });
    const { workflow_id: id } = body as { workflow_id: string };
    expect(await api.cancel(id)).toMatchObject({
      status: 409,
      body: { detail: `"${id}" has already ended (COMPLETED): there is nothing to cancel.` },
    });
  });
});

describe('a job that no worker takes', () => {
  let app: ServedApp;
  let api: ApiClient;

  beforeAll(async () => {
    app = resources.add(await serveApp(address, { TEMPORAL_TASK_QUEUE: uniqueQueue('nobody') }));
    api = toClient(app);
  });

  const submit = async (): Promise<string> => {
    const { body } = await api.submit(JOB);
    return (body as { workflow_id: string }).workflow_id;
  };

  it('says so within three seconds, with its status from the engine', async () => {
    const id = await submit();
    const startedAtMs = Date.now();
    const { status, body } = await api.read(`/workflows/${id}/detailed-status`);
    expect(Date.now() - startedAtMs).toBeLessThan(3_000);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'RUNNING',
      progress: { step: 'pending', message: expect.stringContaining('Start one with "npx nx serve worker"') },
      detailed_status: null,
    });
  });

  it('is accepted all the same when the wait is over', async () => {
    const { status, headers } = await api.submit(JOB, { prefer: 'wait=1' });
    expect([status, headers.get('preference-applied')]).toEqual([202, 'wait=1']);
    const { headers: without } = await api.submit(JOB, { prefer: 'wait=soon' });
    expect(without.get('preference-applied')).toBeNull();
  });

  it('keeps nobody waiting when the API stops', async () => {
    const stopping = await serveApp(address, { TEMPORAL_TASK_QUEUE: uniqueQueue('nobody') });
    const request_id = uniqueId('waited');
    const answer = toClient(stopping).submit({ ...JOB, request_id }, { prefer: 'wait=60' });
    await eventually(() => app.client.workflow.getHandle(request_id).describe(), {
      what: 'the job to be there',
    });
    await stopping.stop();
    expect((await answer).status).toBe(202);
  });

  it('is no longer waited for when the caller hangs up', async () => {
    const readWatchers = async (): Promise<string | undefined> => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return /^genvideo_watchers(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1];
    };
    const caller = new AbortController();
    const answer = fetch(`${app.url}/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=60' },
      body: JSON.stringify(JOB),
      signal: caller.signal,
    }).catch(() => 'hung up');
    await eventually(async () => (await readWatchers()) === '1', { what: 'the caller to wait' });
    caller.abort();
    expect(await answer).toBe('hung up');
    await eventually(async () => (await readWatchers()) === '0', { what: 'the wait to end' });
  });

  it('is cancelled, once or several times', async () => {
    const id = await submit();
    for (let time = 0; time < 2; time += 1)
      expect(await api.cancel(id)).toMatchObject({ status: 202, body: { workflow_id: id } });
    const { events } = await app.client.workflow.getHandle(id).fetchHistory();
    const asked = events?.filter((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? [];
    expect(asked).toHaveLength(1);
  });

  it.each(['status', 'progress', 'detailed-status', 'result', 'events'])(
    'is told from other workflows in /%s',
    async (what) => {
      const id = uniqueId('other');
      await app.client.workflow.start('SomeoneElsesWorkflow', {
        workflowId: id,
        taskQueue: uniqueQueue('other'),
      });
      expect(await api.read(`/workflows/${id}/${what}`)).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining('of type SomeoneElsesWorkflow, neither job nor batch') },
      });
      expect((await api.cancel(id)).status).toBe(404);
      await app.client.workflow.getHandle(id).terminate();
    },
  );
});

describe('jobs of several users', () => {
  let ada: ApiClient;
  let bob: ApiClient;
  let nobody: ApiClient;
  let id: string;

  beforeAll(async () => {
    const app = resources.add(
      await serveApp(address, {
        TEMPORAL_TASK_QUEUE: uniqueQueue('users'),
        REQUIRE_API_KEY: 'true',
        API_KEYS: 'the-key-of-nobody,ada=the-key-of-only-ada,bob=the-key-of-only-bob',
      }),
    );
    const as = (key: string): ApiClient => {
      const api = toClient(app);
      const own = { 'x-api-key': key };
      return {
        submit: (body, headers = {}) => api.submit(body, { ...own, ...headers }),
        read: (path, headers = {}) => api.read(path, { ...own, ...headers }),
        cancel: (job) => sendJson(`${app.url}/workflows/${job}/cancel`, '', { headers: own }),
      };
    };
    [ada, bob, nobody] = [as('the-key-of-only-ada'), as('the-key-of-only-bob'), as('the-key-of-nobody')];
    const { body } = await ada.submit(JOB);
    id = (body as { workflow_id: string }).workflow_id;
    await bob.submit({ ...JOB, user_id: 'bob' });
  });

  it('are seen, followed and cancelled by their own user alone, and by who is bound to nobody', async () => {
    const unknown = (await bob.read('/workflows/never-was/status')).body['detail'] as string;
    for (const what of ['status', 'progress', 'detailed-status', 'result', 'events']) {
      const { status, body } = await bob.read(`/workflows/${id}/${what}`);
      expect([what, status, body['detail']]).toEqual([what, 404, unknown.replace('never-was', id)]);
    }
    expect((await bob.cancel(id)).status).toBe(404);
    for (const api of [ada, nobody]) expect((await api.read(`/workflows/${id}/status`)).status).toBe(200);
    expect((await ada.cancel(id)).status).toBe(202);
  });

  it('are listed so, too', async () => {
    const list = async (api: ApiClient, query = '') => {
      const { body } = await api.read(`/workflows${query}`);
      return (body['workflows'] as { user_id: string }[]).map(({ user_id }) => user_id).sort();
    };
    await eventually(async () => (await list(nobody)).length === 2, { what: 'both jobs to be listed' });
    expect(await list(nobody)).toEqual(['ada', 'bob']);
    expect(await list(ada)).toEqual(['ada']);
    expect(await list(ada, '?user=bob')).toEqual([]);
    expect(await list(nobody, '?user=bob')).toEqual(['bob']);
  });
});
