import type { IncomingMessage, ServerResponse } from 'node:http';
import { createResourceStack, startHttpServer, type HttpHandler } from '@genvideo/testing';
import { sampleEvent } from '../test/sample-progress';
import { InvalidRequestError } from './invalid-request-error';
import { ProgressQueryClient } from './progress-query-client';
import type { ProgressQueryClientOptions } from './progress-query-options';
import type { ProgressResult } from './progress-result';

const resources = createResourceStack();
afterEach(() => resources.end());

/** A client of a server that answers as it is told, one request after the other; the last answer stays. */
const serve = async (...handlers: HttpHandler[]) => {
  const requests: IncomingMessage[] = [];
  const server = resources.add(
    await startHttpServer((request, response) => {
      requests.push(request);
      return handlers[Math.min(requests.length, handlers.length) - 1]?.(request, response);
    }),
  );
  const open = (options: Partial<ProgressQueryClientOptions> = {}): ProgressQueryClient =>
    resources.add(new ProgressQueryClient({ apiBaseUrl: server.url, ...options }));
  return { requests, server, open };
};

const sendJson =
  (status: number, body: unknown, headers: Record<string, string> = {}): HttpHandler =>
  (_request, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const sendProblem = (status: number, detail: string, headers?: Record<string, string>): HttpHandler =>
  sendJson(status, { detail }, headers);
const sendProgress = sendJson(200, sampleEvent(42));
const hang: HttpHandler = () => undefined;

describe('ProgressQueryClient', () => {
  it.each([
    [{}, 'Neither temporalHost nor apiBaseUrl'],
    [{ apiBaseUrl: 'nonsense' }, 'apiBaseUrl'],
    [{ temporalHost: 'http://engine:7233' }, 'temporalHost'],
    [{ apiBaseUrl: 'http://api', timeoutMs: 0 }, 'timeoutMs'],
    [{ apiBaseUrl: 'http://api', retries: -1 }, 'retries'],
    [{ apiBaseUrl: 'http://api', idleTimeoutMs: NaN }, 'idleTimeoutMs'],
  ])('refuses %j and names what is wrong', (options, named) => {
    const make = (): ProgressQueryClient => new ProgressQueryClient(options);
    expect(make).toThrow(InvalidRequestError);
    expect(make).toThrow(named);
  });
});

describe('queryProgressApi', () => {
  it('gives the progress, with every key there', async () => {
    const { open, requests } = await serve(sendProgress);
    const result = await open({ apiKey: 'secret' }).queryProgressApi('job-1');
    expect(result).toEqual({
      success: true,
      workflow_id: 'job-1',
      progress: sampleEvent(42).progress,
      error: null,
      source: 'api',
    });
    expect(requests[0]).toMatchObject({
      url: '/workflows/job-1/progress',
      headers: { authorization: 'Bearer secret' },
    });
  });

  it('gives a failure as a result, with every key there, in the words of the API', async () => {
    const { open } = await serve(sendProblem(404, 'There is no workflow "job-1".'));
    expect(await open().queryProgressApi('job-1')).toEqual({
      success: false,
      workflow_id: 'job-1',
      progress: null,
      error: expect.stringContaining('There is no workflow "job-1".'),
      source: null,
    });
  });

  it('keeps an id in its place in the path', async () => {
    const { open, requests } = await serve(sendProgress);
    await open().queryProgressApi('../limiter?x=1#y');
    expect(requests[0]?.url).toBe('/workflows/..%2Flimiter%3Fx%3D1%23y/progress');
    expect(await open().queryProgressApi('..')).toMatchObject({ success: false });
    expect(requests).toHaveLength(1);
  });

  it('rejects with the reason of its signal, and leaves nothing behind', async () => {
    const { open } = await serve(hang);
    const controller = new AbortController();
    const asked = open().queryProgressApi('job-1', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

describe('readProgress', () => {
  const read = (client: ProgressQueryClient) => client.readProgress('job-1', { method: 'api' });

  it('takes HTML for the answer of another server', async () => {
    const { open } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<h1>Welcome</h1>');
    });
    await expect(read(open())).rejects.toMatchObject({
      name: 'ContractViolationError',
      type: 'ContractViolation',
      message: expect.stringMatching(/GET http:.*\/workflows\/job-1\/progress .*text\/html/),
    });
  });

  it('names the field of an answer that breaks the contract', async () => {
    const { progress, ...event } = sampleEvent(42);
    const { open } = await serve(sendJson(200, { ...event, progress: { ...progress, percent: 142 } }));
    await expect(read(open())).rejects.toMatchObject({
      name: 'ContractViolationError',
      message: expect.stringContaining('progress.percent'),
    });
  });

  it('asks again after Retry-After', async () => {
    const { open, requests } = await serve(sendProblem(429, 'Slowly.', { 'retry-after': '0' }), sendProgress);
    await expect(read(open())).resolves.toMatchObject({ progress: { percent: 42 }, source: 'api' });
    expect(requests).toHaveLength(2);
  });

  it('does not ask again before a long Retry-After, but tells it', async () => {
    const { open, requests } = await serve(sendProblem(429, 'Slowly.', { 'retry-after': '120' }));
    await expect(read(open())).rejects.toMatchObject({
      name: 'RateLimitedError',
      type: 'RateLimited',
      retryAfterSeconds: 120,
      message: expect.stringContaining('Slowly.'),
    });
    expect(requests).toHaveLength(1);
  });

  it('asks again when the connection breaks', async () => {
    const { open, requests } = await serve((request) => void request.socket.destroy(), sendProgress);
    await expect(read(open())).resolves.toMatchObject({ progress: { percent: 42 } });
    expect(requests).toHaveLength(2);
  });

  it('asks no more often than it may', async () => {
    const { open, requests } = await serve((request) => void request.socket.destroy());
    await expect(read(open({ retries: 1 }))).rejects.toMatchObject({
      name: 'UnreachableError',
      type: 'ServiceUnavailable',
      message: expect.stringMatching(/GET http:.*\/progress/),
      cause: expect.anything(),
    });
    expect(requests).toHaveLength(2);
  });

  it('gives up on a server that says nothing', async () => {
    const { open, requests } = await serve(hang);
    await expect(read(open({ timeoutMs: 50 }))).rejects.toMatchObject({ name: 'TimedOutError' });
    expect(requests).toHaveLength(1);
  });

  it('gives up on a server that stops in the middle of its answer', async () => {
    const { open } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"workflow_id":');
    });
    await expect(read(open({ timeoutMs: 50 }))).rejects.toMatchObject({ name: 'TimedOutError' });
  });

  it('says that nobody is there', async () => {
    const { open, server } = await serve(sendProgress);
    await server.close();
    await expect(read(open({ retries: 0 }))).rejects.toMatchObject({
      name: 'UnreachableError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('names the option without which a way is closed', async () => {
    const { open } = await serve(sendProgress);
    await expect(open().readProgress('job-1', { method: 'direct' })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringContaining('temporalHost'),
    });
    await expect(open().readProgress(' ')).rejects.toMatchObject({ name: 'InvalidRequestError' });
  });

  it('is refused once the client is closed, and so is what was under way', async () => {
    const { open } = await serve(hang);
    const client = open();
    const asked = read(client);
    await client.close();
    await expect(asked).rejects.toThrow('has been closed');
    await expect(read(client)).rejects.toThrow('has been closed');
  });
});

describe('queryProgressWithFallback', () => {
  it('asks the API when the engine does not answer', async () => {
    const { open } = await serve(sendProgress);
    const client = open({ temporalHost: '127.0.0.1:1' });
    expect(await client.queryProgressWithFallback('job-1')).toMatchObject({ success: true, source: 'api' });
  });

  it('says what was wrong with both ways', async () => {
    const { open, server } = await serve(sendProgress);
    await server.close();
    const client = open({ temporalHost: '127.0.0.1:1', retries: 0 });
    expect(await client.queryProgressWithFallback('job-1')).toMatchObject({
      success: false,
      error: expect.stringMatching(/Direct: The engine .*API: The API/),
    });
  });

  it('prefers an answer to the lack of one', async () => {
    const { open } = await serve(sendProblem(404, 'There is no workflow "job-1".'));
    await expect(open({ temporalHost: '127.0.0.1:1' }).readProgress('job-1')).rejects.toMatchObject({
      name: 'NotFoundError',
      workflowId: 'job-1',
    });
  });
});

describe('queryMultipleWorkflows', () => {
  it('keeps the order, asks a few at a time, and lets no failure harm the others', async () => {
    let [under, most] = [0, 0];
    const { open } = await serve((request, response) => {
      most = Math.max(most, (under += 1));
      const id = request.url?.split('/')[2] ?? '';
      setImmediate(() => {
        under -= 1;
        const answer = id === 'job-3' ? sendProblem(404, 'Not there.') : sendJson(200, sampleEvent(42, id));
        void answer(request, response);
      });
    });
    const ids = Array.from({ length: 40 }, (_, index) => `job-${index}`);
    const results = await open().queryMultipleWorkflows(ids, { useApi: true });
    expect(results.map(({ workflow_id: id }) => id)).toEqual(ids);
    expect(results.filter(({ success }) => !success).map(({ workflow_id: id }) => id)).toEqual(['job-3']);
    expect(most).toBeLessThanOrEqual(8);
  });
});

describe('monitorProgress', () => {
  const collect = async (results: AsyncIterable<ProgressResult>): Promise<(number | null)[]> => {
    const percents = [];
    for await (const { progress } of results) percents.push(progress?.percent ?? null);
    return percents;
  };

  it('looks until the job has ended, and goes on while nobody can answer', async () => {
    const { open } = await serve(
      sendProgress,
      sendProblem(503, 'The engine is away.', { 'retry-after': '60' }),
      sendJson(200, sampleEvent(60)),
      sendJson(200, sampleEvent(100)),
    );
    const told: boolean[] = [];
    const results = open().monitorProgress('job-1', {
      intervalSeconds: 0.1,
      onProgress: ({ success }) => void told.push(success),
    });
    expect(await collect(results)).toEqual([42, null, 60, 100]);
    expect(told).toEqual([true, false, true, true]);
  });

  it('never goes back, whatever happens to the job between two looks', async () => {
    const { open } = await serve(
      ...[21, 5, 30].map((percent) => sendJson(200, sampleEvent(percent))),
      sendProblem(503, 'The engine is away.', { 'retry-after': '60' }),
      ...[7, 100].map((percent) => sendJson(200, sampleEvent(percent))),
    );
    const told: (number | undefined)[] = [];
    const onProgress = ({ progress }: ProgressResult): void => void told.push(progress?.percent);
    const results = open().monitorProgress('job-1', { intervalSeconds: 0.1, onProgress });
    expect(await collect(results)).toEqual([21, 21, 30, null, 30, 100]);
    expect(told).toEqual([21, 21, 30, undefined, 30, 100]);
  });

  it('stops when the job is not there', async () => {
    const { open } = await serve(sendProblem(404, 'There is no workflow "job-1".'));
    expect(await collect(open().monitorProgress('job-1'))).toEqual([null]);
  });

  it('looks no more often than it may', async () => {
    const { open, requests } = await serve(sendProgress);
    const results = open().monitorProgress('job-1', { intervalSeconds: 0.1, maxIterations: 2 });
    expect(await collect(results)).toEqual([42, 42]);
    expect(requests).toHaveLength(2);
  });

  it('ends without an error, and at once, when its signal aborts', async () => {
    const { open } = await serve(sendProgress);
    const controller = new AbortController();
    const results = open().monitorProgress('job-1', { intervalSeconds: 600, signal: controller.signal });
    await results.next();
    const end = results.next();
    controller.abort();
    await expect(end).resolves.toMatchObject({ done: true });
  });

  it.each([
    [{ intervalSeconds: 0 }, 'intervalSeconds'],
    [{ intervalSeconds: NaN }, 'intervalSeconds'],
    [{ intervalSeconds: 3e6 }, 'intervalSeconds must be a number from 0.1 to 2147483'],
    [{ maxIterations: -1 }, 'maxIterations'],
    [{ maxIterations: 1.5 }, 'maxIterations'],
  ])('refuses %j at once', async (options, named) => {
    const { open } = await serve(sendProgress);
    const monitor = (): unknown => open().monitorProgress('job-1', options);
    expect(monitor).toThrow(InvalidRequestError);
    expect(monitor).toThrow(named);
  });
});
