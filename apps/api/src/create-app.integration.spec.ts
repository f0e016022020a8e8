import { Webhook } from 'standardwebhooks';
import { toSubmissionId } from '@genvideo/models';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { toKlingExternalId } from '@genvideo/models/wire';
import { eventually, loadTestEnvironment, uniqueId, uniqueQueue } from '@genvideo/testing';
import { serveApp, type ServedApp } from '../test/serve-app';

const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const DONE = JSON.stringify({ job_id: 'task-1', status: 'completed', metadata: {} });

describe('createApp with an engine', () => {
  const taskQueue = uniqueQueue('api');
  const { address } = loadTestEnvironment();
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(address, { CALLBACK_SECRET: SECRET, TEMPORAL_TASK_QUEUE: taskQueue });
  });
  afterAll(() => app.stop());

  const startJob = async (): Promise<string> => {
    const workflowId = uniqueId('job');
    // No worker takes it: a signal lands in its history all the same.
    await app.client.workflow.start('GenVideoWorkflow', { workflowId, taskQueue });
    return workflowId;
  };
  const toUrl = (workflowId: string): string =>
    toCallbackUrl({ workflowId, stage: 'video', attempt: 2 }, { baseUrl: app.url, secret: SECRET });
  const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const readSignals = async (workflowId: string): Promise<unknown[]> => {
    const { events } = await app.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
      signal
        ? [
            {
              name: signal.signalName,
              payload: JSON.parse(Buffer.from(signal.input?.payloads?.[0]?.data ?? []).toString()),
            },
          ]
        : [],
    );
  };

  it('says that no worker polls, and with which command one starts', async () => {
    expect(await (await fetch(`${app.url}/health`)).json()).toMatchObject({
      engine: { reachable: true, address: address, hint: null },
      worker: { task_queue: taskQueue, pollers: 0, hint: expect.stringContaining('npx nx serve worker') },
    });
    const ready = await fetch(`${app.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ detail: expect.stringContaining(taskQueue) });
  });

  it('is ready once a worker polls for workflows and activities', async () => {
    const queue = uniqueQueue('api');
    const polled = await serveApp(address, { TEMPORAL_TASK_QUEUE: queue });
    const stopPolling = new AbortController();
    const request = { namespace: 'default', taskQueue: { name: queue }, identity: 'spec' };
    const { connection, workflowService } = app.client;
    const polls = connection.withDeadline(Date.now() + 15_000, () =>
      connection.withAbortSignal(stopPolling.signal, () =>
        Promise.allSettled([
          workflowService.pollWorkflowTaskQueue(request),
          workflowService.pollActivityTaskQueue(request),
        ]),
      ),
    );
    try {
      await eventually(async () => (await fetch(`${polled.url}/ready`)).ok, { what: 'the API to be ready' });
      expect(await (await fetch(`${polled.url}/health`)).json()).toMatchObject({
        worker: { pollers: 1, hint: null },
      });
    } finally {
      stopPolling.abort();
      await polls;
      await polled.stop();
    }
  });

  it('signals the job what the proxy reported', async () => {
    const workflowId = await startJob();
    const response = await post(toUrl(workflowId), DONE);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ accepted: true });
    expect(await readSignals(workflowId)).toEqual([
      { name: 'kling_done', payload: { stage: 'video', attempt: 2, task_id: 'task-1', status: 'completed' } },
    ]);
  });

  it('signals the job what Kling reported, and takes repeats', async () => {
    const workflowId = await startJob();
    const body = JSON.stringify({
      task_id: 'k-1',
      task_status: 'succeed',
      task_info: {
        external_task_id: toKlingExternalId(toSubmissionId({ workflowId, stage: 'video', attempt: 2 })),
      },
      task_result: { videos: [] },
    });
    for (const status of [202, 202]) expect((await post(toUrl(workflowId), body)).status).toBe(status);
    expect(await readSignals(workflowId)).toHaveLength(2);
  });

  it.each([
    { task_id: 'k-1', task_status: 'processing' },
    { job_id: 'j-1', status: 'processing' },
  ])('keeps to itself that a task goes on: %j', async (body) => {
    const workflowId = await startJob();
    const response = await post(toUrl(workflowId), JSON.stringify(body));
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ accepted: false });
    expect(await readSignals(workflowId)).toEqual([]);
  });

  it('takes a body with the right signature and refuses one with a wrong one', async () => {
    const workflowId = await startJob();
    const timestamp = new Date();
    const headers = {
      'webhook-id': 'message-1',
      'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1_000)),
      'webhook-signature': new Webhook(SECRET).sign('message-1', timestamp, DONE),
    };
    expect((await post(toUrl(workflowId), DONE, headers)).status).toBe(202);
    expect((await post(toUrl(workflowId), DONE.replace('task-1', 'task-2'), headers)).status).toBe(401);
    expect((await post(toUrl(workflowId), DONE, { 'webhook-id': 'message-1' })).status).toBe(401);
    expect(await readSignals(workflowId)).toHaveLength(1);
  });

  it('refuses a token of another job, another attempt, and none at all', async () => {
    const workflowId = await startJob();
    const swap = (name: string, value: string): string => {
      const url = new URL(toUrl('another-job'));
      url.searchParams.set('workflow_id', workflowId);
      url.searchParams.set(name, value);
      return url.toString();
    };
    const ownUrl = new URL(toUrl(workflowId));
    ownUrl.searchParams.set('attempt', '3');
    const forged = [
      swap('stage', 'video'),
      swap('token', ''),
      ownUrl.toString(),
      `${app.url}/callback/kling`,
    ];
    for (const url of forged) {
      const response = await post(url, DONE);
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await readSignals(workflowId)).toEqual([]);
  });

  it('answers a malformed body with 400 or 422, naming every bad field', async () => {
    const url = toUrl(await startJob());
    expect((await post(url, '{"job_id":')).status).toBe(400);
    expect((await post(url, '')).status).toBe(400);
    const response = await post(url, '{"status":"almost"}');
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      problems: [{ field: 'job_id' }, { field: 'status' }],
    });
    expect((await post(url, '{"task_id":7,"task_status":"toString"}')).status).toBe(422);
  });

  it('answers a body over 1 MB with 413', async () => {
    const response = await post(toUrl(await startJob()), 'x'.repeat(1_100_000));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:TooLarge' });
  });

  it('answers 404 for a workflow the engine does not know', async () => {
    const response = await post(toUrl(uniqueId('never')), DONE);
    expect(response.status).toBe(404);
  });

  it('answers 200 for a job that has ended, so that nobody tries again', async () => {
    const workflowId = await startJob();
    await app.client.workflow.getHandle(workflowId).terminate();
    const response = await post(toUrl(workflowId), DONE);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ accepted: false });
  });
});
