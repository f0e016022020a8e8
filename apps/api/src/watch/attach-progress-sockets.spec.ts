import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import { createResourceStack, eventually } from '@genvideo/testing';
import { createScriptedJobs, type ScriptedJobs } from '../../test/scripted-jobs';
import { serveWatching, type ServedWatching } from '../../test/serve-watching';
import { watchSocket } from '../../test/watch-socket';

/** What a refused upgrade is answered with. */
const refusal = async (url: string, options: ClientOptions = {}) => {
  const socket = new WebSocket(url, options);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, NodeJS.ReadableStream];
  let body = '';
  for await (const chunk of response) body += chunk.toString();
  const { statusCode, headers } = response as unknown as {
    statusCode: number;
    headers: Record<string, string>;
  };
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
};

describe('WS /ws/workflows/{workflow_id}/progress', () => {
  const resources = createResourceStack();
  let jobs: ScriptedJobs;
  let served: ServedWatching;

  const serve = async (options: Parameters<typeof serveWatching>[0] = {}): Promise<ServedWatching> =>
    resources.add(await serveWatching({ createReader: jobs.createReader, ...options }));

  beforeEach(async () => {
    jobs = createScriptedJobs();
    jobs.set('job', { percent: 5 });
    served = await serve({ allowedOrigins: ['https://app.example'] });
  });
  afterEach(() => resources.end());

  const toUrl = (workflowId: string): string => `${served.wsUrl}/ws/workflows/${workflowId}/progress`;

  it('tells what REST tells, change by change, and closes with the job', async () => {
    const watcher = await watchSocket(served.wsUrl, 'job');
    await eventually(() => watcher.views.length === 1, { what: 'a first state' });
    const { progress } = await served.hub.read('job');
    expect(watcher.views[0]).toEqual({
      workflow_id: 'job',
      workflow_status: 'RUNNING',
      progress,
      timestamp: expect.stringMatching(/Z$/),
    });
    jobs.set('job', { percent: 6 });
    await eventually(() => watcher.views.length === 2, { what: 'the change' });
    jobs.set('job', { step: 'completed', percent: 100 }, { workflow_status: 'COMPLETED' });
    expect(await watcher.closed).toEqual({ code: 1000, reason: 'The job has ended' });
    expect(watcher.views.map((view) => view.progress.percent)).toEqual([5, 6, 100]);
  });

  it('refuses with a problem document', async () => {
    const unknown = await refusal(`${toUrl('unknown')}?ticket=secret`);
    expect(unknown).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json', connection: 'close' },
      body: {
        type: 'urn:genvideo:problem:NotFound',
        status: 404,
        instance: '/ws/workflows/unknown/progress',
      },
    });
    for (const path of [
      '/',
      '/ws',
      '/ws/workflows/job',
      '/ws/workflows/%zz/progress',
      '/ws/workflows/a%20b/progress',
    ])
      expect((await refusal(`${served.wsUrl}${path}`)).status).toBe(404);
    expect((await refusal(toUrl('job'), { headers: { 'x-api-key': 'bob' } })).status).toBe(404);
    expect((await refusal(toUrl('job'), { headers: { 'x-api-key': 'wrong' } })).status).toBe(401);
    jobs.setAway(true);
    expect((await refusal(toUrl('another'))).status).toBe(503);
  });

  it.each(['ID', 'workflows/ID/progress'])('does not repeat an id of 10 KB in /ws/%s', async (path) => {
    const url = `${served.wsUrl}/ws/${path.replace('ID', 'x'.repeat(10_240))}`;
    const { status, body } = await refusal(url);
    expect(status).toBe(404);
    expect((body as { detail: string }).detail.length).toBeLessThan(200);
  });

  it('takes pages of its own host and of allowed origins alone', async () => {
    for (const origin of ['https://app.example', served.url])
      (await watchSocket(served.wsUrl, 'job', { origin })).socket.terminate();
    for (const origin of ['https://evil.example', 'null'])
      expect((await refusal(toUrl('job'), { origin })).status).toBe(403);
  });

  it('says when to come back where too many watch', async () => {
    served = await serve({ maxWatchers: 1 });
    await watchSocket(served.wsUrl, 'job');
    expect(await refusal(toUrl('job'))).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });

  it('gives a slow watcher the stages, the newest state and the end', async () => {
    const watcher = await watchSocket(served.wsUrl, 'job');
    await eventually(() => watcher.views.length === 1, { what: 'a first state' });
    watcher.socket.pause();
    const padding = 'x'.repeat(1_000_000);
    let sent = 0;
    await eventually(
      () => {
        sent += 1;
        jobs.set('job', { message: `${sent} ${padding}` });
        served.hub.nudge('job');
        return served.hub.stats().dropped >= 3;
      },
      { what: 'states to be dropped', timeoutMs: 15_000 },
    );
    jobs.record('job', 1, { step: 'image', status: 'running', percent: 7, message: 'Making the image' });
    jobs.record('job', 5, { step: 'video', percent: 23, message: 'Making the video' });
    jobs.set('job', { step: 'completed', percent: 100, message: 'Done' }, { workflow_status: 'COMPLETED' });
    await eventually(async () => (await served.hub.read('job')).progress.percent === 100, {
      what: 'the end',
    });
    watcher.socket.resume();
    expect(await watcher.closed).toMatchObject({ code: 1000 });
    const { views } = watcher;
    expect(views.length).toBeLessThan(sent);
    expect(views.slice(-3).map(({ progress: { step, percent } }) => `${step} ${percent}`)).toEqual([
      'image 7',
      'video 23',
      'completed 100',
    ]);
  });

  it('cuts off a watcher that does not answer its pings', async () => {
    served = await serve({ heartbeatMs: 200 });
    const silent = await watchSocket(served.wsUrl, 'job', { autoPong: false });
    const lively = await watchSocket(served.wsUrl, 'job');
    expect(await silent.closed).toEqual({ code: 1006, reason: '' });
    await eventually(() => served.hub.stats().watchers === 1, { what: 'the watch to end' });
    expect(lively.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('puts up with small talk, but not with big', async () => {
    const watcher = await watchSocket(served.wsUrl, 'job');
    watcher.socket.send('ping');
    const pong = once(watcher.socket, 'pong');
    watcher.socket.ping('still there?');
    expect(String((await pong)[0])).toBe('still there?');
    watcher.socket.send('x'.repeat(10_000));
    expect(await watcher.closed).toMatchObject({ code: 1009 });
    const chatty = await watchSocket(served.wsUrl, 'job');
    for (let said = 0; said < 1_000; said += 1) chatty.socket.send('ping');
    expect(await chatty.closed).toMatchObject({ code: 1008 });
  });

  it('lets go of a watcher that went away while it was being let in', async () => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'GET /ws/workflows/job/progress HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    // Without a key the handshake fails after the watch has begun.
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('400 Bad Request');
    await eventually(() => served.hub.stats().watchers === 0, { what: 'the watch to end' });
  });

  it('serves requests that offer another protocol as if they did not', async () => {
    const { hostname, port } = new URL(served.url);
    const echo = request({
      hostname,
      port,
      path: '/echo',
      method: 'POST',
      headers: {
        'content-type': 'text/plain',
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQAAP__',
      },
    });
    echo.end('a body that came along');
    const [response] = (await once(echo, 'response')) as [NodeJS.ReadableStream];
    let body = '';
    for await (const chunk of response) body += chunk.toString();
    expect(body).toBe('a body that came along');
  });

  it('says why when it goes away', async () => {
    const watcher = await watchSocket(served.wsUrl, 'job');
    await served.stop('The API is restarting');
    expect(await watcher.closed).toEqual({ code: 1001, reason: 'The API is restarting' });
  });
});
