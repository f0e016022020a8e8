import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  uniqueId,
  uniqueQueue,
} from '@genvideo/testing';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startCuttableProxy } from '../../test/start-cuttable-proxy';

const readText = async (url: string): Promise<string> => (await fetch(url)).text();

const JOB = { prompt: 'A cat', user_id: 'ada' };

describe('POST /jobs', () => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(loadTestEnvironment().address, { TEMPORAL_TASK_QUEUE: uniqueQueue('jobs') });
  });
  afterAll(() => app.stop());

  const submit = (body: unknown, headers: Record<string, string> = {}) =>
    sendJson(`${app.url}/jobs`, body, { headers });

  it('starts a job and says where to follow it', async () => {
    const { status, headers, body } = await submit(JOB);
    const { workflow_id: id } = body as { workflow_id: string };
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/workflows/${id}/status`);
    expect(body).toEqual({
      workflow_id: id,
      status_url: `/workflows/${id}/status`,
      progress_url: `/workflows/${id}/progress`,
      result_url: `/workflows/${id}/result`,
      events_url: `/workflows/${id}/events`,
      cancel_url: `/workflows/${id}/cancel`,
    });
  });

  it('names URLs that answer to who asked too early, too', async () => {
    const request_id = uniqueId('early');
    const progressUrl = `${app.url}/workflows/${request_id}/progress`;
    expect((await fetch(progressUrl)).status).toBe(404);
    expect((await submit({ ...JOB, request_id })).status).toBe(202);
    expect((await fetch(progressUrl)).status).toBe(200);
  });

  it('names URLs that answer', async () => {
    const { body } = await submit(JOB);
    const links = body as Record<'workflow_id' | 'status_url' | 'progress_url' | 'result_url', string>;
    const id = links.workflow_id;
    const status = await fetch(`${app.url}${links.status_url}`);
    expect(await status.json()).toEqual({
      workflow_id: id,
      status: 'RUNNING',
      start_time: expect.stringMatching(/Z$/),
      close_time: null,
      workflow_type: 'GenVideoWorkflow',
      task_queue: expect.stringContaining('jobs'),
    });
    const progress = await fetch(`${app.url}${links.progress_url}`);
    expect(await progress.json()).toEqual({
      workflow_id: id,
      workflow_status: 'RUNNING',
      progress: expect.objectContaining({ step: 'pending', percent: 0 }),
      timestamp: expect.stringMatching(/Z$/),
    });
    expect((await fetch(`${app.url}${links.result_url}`)).status).toBe(409);
    await app.client.workflow.getHandle(id).terminate('enough');
    const result = await fetch(`${app.url}${links.result_url}`);
    expect(await result.json()).toMatchObject({ workflow_id: id, status: 'cancelled' });
  });

  it('answers the same input under the same id with the same job, and other input with 409', async () => {
    const request_id = uniqueId('same');
    for (const body of [
      { ...JOB, request_id },
      { request_id, width: 1024, ...JOB },
    ])
      expect(await submit(body)).toMatchObject({ status: 202, body: { workflow_id: request_id } });
    const other = await submit({ ...JOB, request_id, width: 512 });
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({
      type: 'urn:genvideo:problem:Conflict',
      detail: expect.stringContaining('Choose another request_id'),
    });
  });

  it('takes the Idempotency-Key as the id, and refuses two ids', async () => {
    const key = uniqueId('key');
    for (const body of [JOB, { ...JOB, request_id: key }, { ...JOB, request_id: null }])
      expect(await submit(body, { 'idempotency-key': key })).toMatchObject({
        status: 202,
        body: { workflow_id: key },
      });
    expect((await submit({ ...JOB, prompt: 'A dog' }, { 'idempotency-key': key })).status).toBe(409);
    const two = await submit({ ...JOB, request_id: 'another' }, { 'idempotency-key': key });
    expect(two).toMatchObject({ status: 409, body: { detail: expect.stringContaining('differ') } });
  });

  it('takes the key in quotes, as the draft of the header has it', async () => {
    const key = uniqueId('quoted');
    for (const header of [key, `"${key}"`])
      expect(await submit(JOB, { 'idempotency-key': header })).toMatchObject({
        status: 202,
        body: { workflow_id: key },
      });
    for (const header of [`"${key}`, `""${key}""`, '""'])
      expect((await submit(JOB, { 'idempotency-key': header })).status).toBe(422);
  });

  it.each(['limiter:generation-queue', '.', '..'])('gives no job the id %s', async (id) => {
    const refused = (field: string) => ({ status: 422, body: { problems: [{ field }] } });
    expect(await submit({ ...JOB, request_id: id })).toMatchObject(refused('request_id'));
    expect(await submit(JOB, { 'idempotency-key': id })).toMatchObject(refused('Idempotency-Key'));
  });

  it('answers metadata of thousands of levels with 422', async () => {
    const deep = `${'{"a":'.repeat(4_500)}1${'}'.repeat(4_500)}`;
    expect(await submit(`{"prompt":"A cat","user_id":"ada","metadata":${deep}}`)).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'metadata', problem: expect.stringContaining('32 levels') }] },
    });
  });

  it('names every bad field, the key among them', async () => {
    const bad = { prompt: ' ', duration: 0, colour: 'red', priority: 'high' };
    const { status, headers, body } = await submit(bad, { 'idempotency-key': 'no spaces' });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    const { problems } = body as { problems: { field: string }[] };
    expect(problems.map(({ field }) => field).sort()).toEqual(
      ['Idempotency-Key', 'colour', 'duration', 'priority', 'prompt', 'user_id'].sort(),
    );
    expect((await submit(JOB, { 'idempotency-key': 'x'.repeat(129) })).status).toBe(422);
    expect((await submit(JOB, { 'idempotency-key': '' })).status).toBe(422);
  });

  it.each(['null', '[]', '"a prompt"', '7', '{}'])('answers %s with 422', async (body) => {
    expect((await submit(body)).status).toBe(422);
  });

  it('answers what is not JSON with 400, and another content type with 415', async () => {
    expect(await submit('{"prompt":')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('not valid JSON') },
    });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=koi8-r',
    ])
      expect(await submit(JOB, { 'content-type': type })).toMatchObject({
        status: 415,
        body: { type: 'urn:genvideo:problem:UnsupportedMediaType' },
      });
  });

  it('answers a body without end with 413', async () => {
    const response = await submit({ ...JOB, metadata: { text: 'x'.repeat(300_000) } });
    expect(response.status).toBe(413);
  });

  it('takes the largest metadata there may be, escaped', async () => {
    const text = '\\u00e9'.repeat(8_000);
    const response = await submit(`{"prompt":"A cat","user_id":"ada","metadata":{"text":"${text}"}}`);
    expect(response.status).toBe(202);
  });

  it('takes only POST', async () => {
    const response = await fetch(`${app.url}/jobs`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe.each([
  {
    path: 'videos',
    type: 'VideoWorkflow',
    made: 'video',
    own: { resolution: '640x360', fps: 24 },
    bad: { resolution: '640', fps: 99, width: 64 },
  },
  {
    path: 'images',
    type: 'ImageWorkflow',
    made: 'image',
    own: { num_images: 3 },
    bad: { num_images: 10, height: 1, duration: 5 },
  },
])('POST /$path', ({ path, type, made, own, bad }) => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(loadTestEnvironment().address, {
      TEMPORAL_TASK_QUEUE: uniqueQueue(path),
      API_KEYS: 'key-of-everybody-1,bob=key-of-bob-00000001',
      REQUIRE_API_KEY: 'true',
    });
  });
  afterAll(() => app.stop());

  const submit = (body: unknown, headers: Record<string, string> = {}) =>
    sendJson(`${app.url}/${path}`, body, { headers: { 'x-api-key': 'key-of-everybody-1', ...headers } });
  const read = async (url: string): Promise<unknown> =>
    (await fetch(`${app.url}${url}`, { headers: { 'x-api-key': 'key-of-everybody-1' } })).json();

  it('starts it, says where to follow it, and lists it', async () => {
    const { status, headers, body } = await submit({ ...JOB, ...own });
    const links = body as Record<'workflow_id' | 'status_url' | 'progress_url', string>;
    const id = links.workflow_id;
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/workflows/${id}/status`);
    expect(await read(links.status_url)).toMatchObject({ status: 'RUNNING', workflow_type: type });
    expect(await read(links.progress_url)).toMatchObject({ progress: { step: 'pending' } });
    for (const filter of [type, made])
      await eventually(
        async () => {
          const { workflows } = (await read(`/workflows?type=${filter}`)) as { workflows: object[] };
          return workflows.some((listed) => 'workflow_id' in listed && listed.workflow_id === id);
        },
        { what: `the list of type ${filter} to hold it` },
      );
  });

  it('is the same under the same id, and a conflict with another input or another shape', async () => {
    const key = uniqueId('key');
    for (const body of [JOB, { ...JOB, request_id: key }, { ...JOB, type: made }])
      expect(await submit(body, { 'idempotency-key': key })).toMatchObject({
        status: 202,
        body: { workflow_id: key },
      });
    expect((await submit({ ...JOB, ...own }, { 'idempotency-key': key })).status).toBe(409);
    const headers = { 'x-api-key': 'key-of-everybody-1', 'idempotency-key': key };
    expect((await sendJson(`${app.url}/jobs`, JOB, { headers })).status).toBe(409);
  });

  it('names every bad field, those of other shapes among them', async () => {
    const { status, body } = await submit({ ...bad, type: 'sound', user_id: 'ada' });
    const { problems } = body as { problems: { field: string }[] };
    expect(status).toBe(422);
    expect(problems.map(({ field }) => field).sort()).toEqual(['prompt', 'type', ...Object.keys(bad)].sort());
  });

  it('takes requests of its own user alone from a key that is bound to one', async () => {
    const bound = { 'x-api-key': 'key-of-bob-00000001' };
    expect((await submit(JOB, bound)).status).toBe(403);
    expect((await submit({ ...JOB, user_id: 'bob' }, bound)).status).toBe(202);
    expect((await submit(JOB, { 'x-api-key': 'wrong' })).status).toBe(401);
  });
});

describe('POST /jobs while the engine goes away', () => {
  const resources = createResourceStack();
  afterAll(() => resources.end());

  const serveCuttable = async () => {
    const { address } = loadTestEnvironment();
    const proxy = resources.add(await startCuttableProxy(address));
    const environment = { TEMPORAL_TASK_QUEUE: uniqueQueue('cut') };
    const app = resources.add(await serveApp(proxy.address, environment));
    const direct = resources.add(await serveApp(address, environment));
    return { proxy, app, direct };
  };

  it('tells who waits of a job that is there, under its id', async () => {
    const { proxy, app, direct } = await serveCuttable();
    const request_id = uniqueId('waited');
    const answer = sendJson(`${app.url}/jobs`, { ...JOB, request_id }, { headers: { prefer: 'wait=4' } });
    await eventually(() => direct.client.workflow.getHandle(request_id).describe(), {
      what: 'the job to be there',
    });
    // The caller waits once the API has heard of the job, which the hub then asks about.
    await eventually(
      async () => /^genvideo_watchers(?:\{[^}]*\})? 1$/m.test(await readText(`${app.url}/metrics`)),
      { what: 'the caller to wait' },
    );
    proxy.cut();
    expect(await answer).toMatchObject({ status: 202, body: { workflow_id: request_id } });
  });

  it('names the id of a job that may be there, and takes it again', async () => {
    const { proxy, app } = await serveCuttable();
    proxy.cut();
    const { status, body } = await sendJson(`${app.url}/jobs`, JOB);
    const { workflow_id: id, detail } = body as { workflow_id: string; detail: string };
    expect([status, id]).toEqual([503, expect.stringMatching(/^job-/)]);
    expect(detail).toContain(`request_id "${id}"`);
    proxy.mend();
    await eventually(
      async () => (await sendJson(`${app.url}/jobs`, { ...JOB, request_id: id })).status === 202,
      { what: 'the engine to be back' },
    );
  });
});

describe('GET /workflows/{workflow_id}/...', () => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await serveApp(loadTestEnvironment().address, {});
  });
  afterAll(() => app.stop());

  it.each(['status', 'progress', 'result'])('answers /%s of an unknown workflow with 404', async (what) => {
    for (const id of ['no-such-job', 'no%20id', '%00']) {
      const response = await fetch(`${app.url}/workflows/${id}/${what}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ type: 'urn:genvideo:problem:NotFound' });
    }
  });
});
