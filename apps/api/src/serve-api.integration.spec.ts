import { WebSocket } from 'ws';
import { createResourceStack, eventually, loadTestEnvironment, uniqueQueue } from '@genvideo/testing';
import { sendJson } from '../test/send-json';
import { serveApp, type ServedApp } from '../test/serve-app';
import { startCuttableProxy } from '../test/start-cuttable-proxy';
import { watchEvents } from '../test/watch-events';
import { watchSocket } from '../test/watch-socket';

const { address } = loadTestEnvironment();
const JOB = { prompt: 'A cat', user_id: 'ada' };
const KEY = { 'x-api-key': 'adas-key-of-this-spec' };

const resources = createResourceStack();
afterAll(() => resources.end());

const submit = async (app: ServedApp, headers: Record<string, string> = {}): Promise<string> => {
  const { body } = await sendJson(`${app.url}/jobs`, JOB, { headers });
  return (body as { workflow_id: string }).workflow_id;
};

const getTicket = async (app: ServedApp, workflow_id: string): Promise<string> => {
  const { body } = await sendJson(`${app.url}/tickets`, { workflow_id }, { headers: KEY });
  return (body as { ticket: string }).ticket;
};

const toWsUrl = ({ url }: ServedApp): string => url.replace('http', 'ws');

/** The status with which a WebSocket is refused. */
const refusal = (url: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => reject(new Error('It was let in')));
    socket.on('error', () => undefined);
  });

describe('serveApi', () => {
  it('lets browsers follow a job by ticket, and ends streams with a reason when it stops', async () => {
    const app = await serveApp(address, {
      TEMPORAL_TASK_QUEUE: uniqueQueue('serve'),
      REQUIRE_API_KEY: 'true',
      API_KEYS: 'ada=adas-key-of-this-spec,bob=bobs-key-of-this-spec',
    });
    const id = await submit(app, KEY);
    const ticket = await getTicket(app, id);
    const stream = await watchEvents(`${app.url}/workflows/${id}/events?ticket=${ticket}`);
    expect(stream.response.status).toBe(200);
    const socket = await watchSocket(toWsUrl(app), id, { headers: KEY });
    await eventually(() => socket.views.length > 0 && stream.events.length > 0, {
      what: 'the present state',
    });

    const wsUrl = `${toWsUrl(app)}/ws/workflows/${id}/progress`;
    expect(await refusal(wsUrl)).toBe(401);
    expect(await refusal(wsUrl, { 'x-api-key': 'bobs-key-of-this-spec' })).toBe(404);
    expect(await refusal(`${wsUrl}?ticket=${await getTicket(app, 'another-job')}`)).toBe(401);

    await app.stop();
    expect(await socket.closed).toEqual({ code: 1_001, reason: 'The API stops' });
    await stream.ended;
    expect(stream.events.at(-1)).toMatchObject({ event: 'shutdown', data: { reason: 'The API stops' } });
  });

  it('limits sockets and streams like everything else', async () => {
    const app = resources.add(
      await serveApp(address, {
        TEMPORAL_TASK_QUEUE: uniqueQueue('serve'),
        ENABLE_RATE_LIMITING: 'true',
        RATE_LIMIT_PER_MINUTE: '2',
      }),
    );
    const id = await submit(app);
    const socket = await watchSocket(toWsUrl(app), id);
    expect(await refusal(`${toWsUrl(app)}/ws/workflows/${id}/progress`)).toBe(429);
    expect((await fetch(`${app.url}/workflows/${id}/events`)).status).toBe(429);
    socket.socket.close();
  });

  it('says within two seconds that the engine is away, and recovers by itself', async () => {
    const engine = resources.add(await startCuttableProxy(address));
    const app = resources.add(await serveApp(engine.address, { TEMPORAL_TASK_QUEUE: uniqueQueue('serve') }));
    const id = await submit(app);
    engine.cut();
    const ask = async (method: string, path: string) => {
      const startedAtMs = Date.now();
      const response = await fetch(`${app.url}${path}`, { method });
      return {
        path,
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        isSoon: Date.now() - startedAtMs < 2_000,
      };
    };
    for (const [method, path] of [
      ['GET', `/workflows/${id}/status`],
      ['GET', `/workflows/${id}/progress`],
      ['GET', `/workflows/${id}/detailed-status`],
      ['GET', `/workflows/${id}/events`],
      ['GET', '/workflows'],
      ['GET', '/limiter'],
      ['POST', `/workflows/${id}/cancel`],
    ] as const)
      expect(await ask(method, path)).toEqual({ path, status: 503, retryAfter: '5', isSoon: true });
    engine.mend();
    await eventually(async () => (await ask('GET', `/workflows/${id}/progress`)).status === 200, {
      what: 'the API to reach the engine again',
    });
  });
});
