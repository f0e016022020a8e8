import { Webhook } from 'standardwebhooks';
import {
  createResourceStack,
  eventually,
  loadTestEnvironment,
  startHttpServer,
  uniqueQueue,
} from '@genvideo/testing';
import type { Delivery } from '@genvideo/models';
import { deliverySchema } from '@genvideo/models/schemas';
import { sendJson } from '../../test/send-json';
import { serveApp, type ServedApp } from '../../test/serve-app';
import { startWorker } from '../../test/start-worker';

const { address } = loadTestEnvironment();
const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const KEYS = {
  nobody: 'a-key-that-is-bound-to-nobody',
  ada: 'a-key-that-is-bound-to-ada',
  bob: 'a-key-that-is-bound-to-bob',
};
const JOB = { prompt: 'A cat', user_id: 'ada', job_type: 'image', width: 64, height: 64 };

const taskQueue = uniqueQueue('deliveries');
const resources = createResourceStack();
afterAll(() => resources.end());

describe('/deliveries', () => {
  let app: ServedApp;
  let receiverUrl: string;
  /** What the receiver answers by the path that is called, and what it got. */
  const answers = new Map<string, number>();
  const calls: { path: string; id: string }[] = [];
  let answerSlowly = (): void => undefined;
  const slowAnswer = new Promise<void>((resolve) => (answerSlowly = resolve));

  const read = async (query: Record<string, string> = {}, key = KEYS.nobody) => {
    const response = await fetch(`${app.url}/deliveries?${new URLSearchParams(query).toString()}`, {
      headers: { 'x-api-key': key },
    });
    return {
      status: response.status,
      body: (await response.json()) as { deliveries: Delivery[]; next_cursor: string | null },
    };
  };
  const list = async (query: Record<string, string> = {}, key?: string): Promise<Delivery[]> =>
    (await read(query, key)).body.deliveries;
  const redeliver = (id: string, key = KEYS.nobody) =>
    sendJson(`${app.url}/deliveries/${encodeURIComponent(id)}/redeliver`, undefined, {
      headers: { 'x-api-key': key },
    });
  const submit = async (path: string, change: object = {}): Promise<string> => {
    const body = { ...JOB, webhook_url: `${receiverUrl}${path}?token=hush`, ...change };
    const answer = await sendJson(`${app.url}/jobs`, body, { headers: { 'x-api-key': KEYS.nobody } });
    expect(answer).toMatchObject({ status: 202 });
    return (answer.body as { workflow_id: string }).workflow_id;
  };
  const untilListed = (workflow_id: string, wanted: Partial<Delivery>): Promise<Delivery> =>
    eventually(
      async () => {
        const [delivery] = await list({ workflow_id, channel: 'webhook' });
        expect(delivery).toMatchObject(wanted);
        return delivery;
      },
      { what: `a delivery of ${workflow_id}`, timeoutMs: 45_000 },
    );

  beforeAll(async () => {
    const receiver = resources.add(
      await startHttpServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        const { pathname } = new URL(request.url ?? '', 'http://receiver');
        const headers = request.headers as Record<string, string>;
        if (pathname !== '/slack') new Webhook(SECRET).verify(body, headers);
        calls.push({ path: pathname, id: headers['webhook-id'] ?? '' });
        if (pathname === '/slow') await slowAnswer;
        response.writeHead(answers.get(pathname) ?? 200).end();
      }),
    );
    receiverUrl = receiver.url;
    const env = {
      WEBHOOK_SECRET: SECRET,
      ALLOW_PRIVATE_WEBHOOKS: 'true',
      SLACK_WEBHOOK_URL: `${receiver.url}/slack`,
      MAX_CONCURRENT_JOBS: '10',
    };
    await startWorker(resources, { taskQueue, imageSeconds: 0.1, env });
    app = resources.add(
      await serveApp(address, {
        TEMPORAL_TASK_QUEUE: taskQueue,
        API_KEYS: `${KEYS.nobody},ada=${KEYS.ada},bob=${KEYS.bob}`,
        ...env,
      }),
    );
  }, 90_000);

  it('shows what became of a notice, every key always there, and no more of its receiver than the host', async () => {
    const id = await submit('/fine');
    const delivered = await untilListed(id, { state: 'delivered' });
    expect(deliverySchema.strict().parse(delivered)).toEqual({
      id: `notice:${id}:webhook`,
      workflow_id: id,
      channel: 'webhook',
      type: 'job.completed',
      target: new URL(receiverUrl).host,
      state: 'delivered',
      attempts: 1,
      last_error: null,
      last_status: 200,
      next_attempt_at: null,
      created_at: expect.any(String),
      delivered_at: expect.any(String),
    });
    const slack = await eventually(async () => (await list({ workflow_id: id, channel: 'slack' }))[0], {
      what: 'the message on Slack',
    });
    expect(slack).toMatchObject({ id: `notice:${id}:slack`, target: new URL(receiverUrl).host });
    const jobs = await fetch(`${app.url}/workflows`, { headers: { 'x-api-key': KEYS.nobody } });
    expect(await jobs.text()).not.toContain('notice:');
  });

  it('shows when a notice is tried next and why, and tries it at once when asked to', async () => {
    answers.set('/down', 503);
    const id = await submit('/down');
    const pending = await untilListed(id, {
      state: 'pending',
      attempts: 2,
      last_status: 503,
      last_error: expect.stringMatching(/answered 503$/),
      next_attempt_at: expect.any(String),
      delivered_at: null,
    });
    answers.set('/down', 200);
    // Should an attempt be under way at this very moment, it is left to that.
    await eventually(async () => (await redeliver(pending.id)).status === 202, { what: 'it to be sent' });
    const delivered = await untilListed(id, { state: 'delivered', last_error: null });
    expect(delivered.attempts).toBeGreaterThan(2);
    expect(delivered.created_at).toBe(pending.created_at);
    const ids = calls.filter(({ path }) => path === '/down').map((call) => call.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('leaves alone what is being sent at this moment, and says so', async () => {
    const id = await submit('/slow');
    await eventually(() => calls.some(({ path }) => path === '/slow'), {
      what: 'the receiver to be called',
      timeoutMs: 30_000,
    });
    expect(await redeliver(`notice:${id}:webhook`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/being delivered at this moment \(attempt 1\)/) },
    });
    answerSlowly();
    await untilListed(id, { state: 'delivered', attempts: 1 });
    expect(calls.filter(({ path }) => path === '/slow')).toHaveLength(1);
  });

  it('sends again what was refused, under the same webhook-id, and shows it once', async () => {
    answers.set('/gone', 410);
    const id = await submit('/gone');
    const failed = await untilListed(id, { state: 'failed', attempts: 1, last_status: 410 });
    expect(failed.last_error).toMatch(/answered 410$/);
    answers.set('/gone', 200);
    expect(await redeliver(failed.id)).toMatchObject({ status: 202 });
    await untilListed(id, { state: 'delivered', attempts: 2 });
    expect(await list({ workflow_id: id, channel: 'webhook' })).toHaveLength(1);
    expect(await list({ workflow_id: id, channel: 'webhook', state: 'failed' })).toEqual([]);
    const ids = calls.filter(({ path }) => path === '/gone').map((call) => call.id);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('shows and sends to whom a key is bound to its own alone', async () => {
    const id = await submit('/fine');
    await untilListed(id, { state: 'delivered' });
    expect(await list({ workflow_id: id }, KEYS.bob)).toEqual([]);
    expect(await list({ workflow_id: id, channel: 'webhook' }, KEYS.ada)).toHaveLength(1);
    const notice = (channel: string): string => `notice:${id}:${channel}`;
    expect(await redeliver(notice('webhook'), KEYS.bob)).toMatchObject({ status: 404 });
    expect(await redeliver(notice('slack'), KEYS.ada)).toMatchObject({ status: 403 });
    expect(await redeliver(notice('webhook'), KEYS.ada)).toMatchObject({ status: 202 });
  });

  it.each(['notice:nobody:webhook', 'kite-1', 'notice:a/b'])('knows no delivery %j', async (id) => {
    expect(await redeliver(id)).toMatchObject({ status: 404 });
  });

  it('takes a job for no delivery', async () => {
    const id = await submit('/fine');
    expect(await redeliver(id)).toMatchObject({ status: 404 });
  });

  it('goes page by page, each delivery once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await read({ limit: '2', ...(cursor === null ? {} : { cursor }) });
      seen.push(...body.deliveries.map(({ id }) => id));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(seen.length).toBeGreaterThan(4);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    [{ channel: 'pigeon' }],
    [{ state: 'lost' }],
    [{ workflow_id: "x' OR 'y" }],
    [{ cursor: 'made-up' }],
    [{ colour: 'red' }],
  ])('refuses %j', async (query) => {
    expect(await read(query as unknown as Record<string, string>)).toMatchObject({ status: 400 });
  });
});

describe('webhook_url of a submitted job', () => {
  const submitTo = async (environment: Record<string, string>, webhook_url: string) => {
    const app = await serveApp(address, { TEMPORAL_TASK_QUEUE: taskQueue, ...environment });
    try {
      return await sendJson(`${app.url}/jobs`, { ...JOB, webhook_url });
    } finally {
      await app.stop();
    }
  };

  it.each([
    [{ WEBHOOK_SECRET: SECRET }, 'http://127.0.0.1:9000/', 'leads to a private address'],
    [{ WEBHOOK_SECRET: SECRET }, 'http://[::ffff:169.254.169.254]/', 'leads to a private address'],
    [{ WEBHOOK_SECRET: SECRET }, 'gopher://example.com', 'http or https'],
    [{ ALLOW_PRIVATE_WEBHOOKS: 'true' }, 'https://example.com/', 'WEBHOOK_SECRET is not set'],
  ])('is refused with %j: %s', async (environment, url, words) => {
    expect(await submitTo(environment as Record<string, string>, url)).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'webhook_url', problem: expect.stringContaining(words) }] },
    });
  });
});
