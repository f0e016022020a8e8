import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { createResourceStack, startHttpServer } from '@genvideo/testing';
import { GenerationClient } from './generation-client';

const JOB = { prompt: 'A cat', user_id: 'ada' };

const resources = createResourceStack();
afterEach(() => resources.end());

type Fail = (request: IncomingMessage, response: ServerResponse) => void;
const cut: Fail = (request) => request.socket.destroy();
const hang: Fail = () => undefined;
const refuse =
  (status: number): Fail =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '60' });
    response.end(JSON.stringify({ detail: 'Not now.' }));
  };

/** A client of a server that takes jobs, but fails to answer as often as told. */
const serve = async (
  failures: number,
  { fail = cut, timeoutMs }: { fail?: Fail; timeoutMs?: number } = {},
) => {
  const bodies: Record<string, unknown>[] = [];
  const paths: unknown[] = [];
  const { url } = resources.add(
    await startHttpServer(async (request, response) => {
      const body = (await json(request)) as Record<string, unknown>;
      bodies.push(body);
      paths.push(request.url);
      if (bodies.length <= failures) fail(request, response);
      else response.writeHead(202).end(JSON.stringify({ workflow_id: body['request_id'] }));
    }),
  );
  return { bodies, paths, generation: resources.add(new GenerationClient({ apiBaseUrl: url, timeoutMs })) };
};

describe('submitVideo and submitImage', () => {
  it('send requests to routes of their own, again under the same id when the answer was lost', async () => {
    const { generation, bodies, paths } = await serve(1);
    const video = { ...JOB, resolution: '640x360', fps: 24 };
    const { workflow_id: id } = await generation.submitVideo(video);
    await generation.submitImage({ ...JOB, num_images: 3, request_id: 'three' });
    expect(paths).toEqual(['/videos', '/videos', '/images']);
    expect(bodies).toEqual([
      { ...video, request_id: id },
      { ...video, request_id: id },
      { ...JOB, num_images: 3, request_id: 'three' },
    ]);
  });

  it('say the id when they give up', async () => {
    const { generation } = await serve(9);
    await expect(generation.submitVideo({ ...JOB, request_id: 'mine' })).rejects.toMatchObject({
      name: 'UnreachableError',
      workflowId: 'mine',
    });
  });
});

describe('submitJob', () => {
  it('sends a job again under the same id when the answer was lost', async () => {
    const { generation, bodies } = await serve(2);
    const { workflow_id: id } = await generation.submitJob(JOB);
    expect(id).toMatch(/^job-\d{8}T\d{6}-[0-9a-f]{10}$/);
    expect(bodies).toEqual(Array.from({ length: 3 }, () => ({ ...JOB, request_id: id })));
  });

  it('keeps the id that the caller chose', async () => {
    const { generation } = await serve(0);
    await expect(generation.submitJob({ ...JOB, request_id: 'mine' })).resolves.toEqual({
      workflow_id: 'mine',
      source: 'api',
    });
  });

  it('gives up like any other call, and says under which id to try again', async () => {
    const { generation, bodies } = await serve(9);
    await expect(generation.submitJob(JOB)).rejects.toMatchObject({ name: 'UnreachableError' });
    const failure: unknown = await generation.submitJob(JOB).catch((error: unknown) => error);
    expect(failure).toMatchObject({ workflowId: bodies.at(-1)?.['request_id'] });
  });

  it('sends a job again under the same id when the answer came too late', async () => {
    const { generation, bodies } = await serve(2, { fail: hang, timeoutMs: 50 });
    const { workflow_id: id } = await generation.submitJob(JOB);
    expect(bodies.map(({ request_id: sent }) => sent)).toEqual([id, id, id]);
  });

  it('sends a job again under the same id when the API got no answer in time', async () => {
    const { generation, bodies } = await serve(1, { fail: refuse(504) });
    const { workflow_id: id } = await generation.submitJob(JOB);
    expect(bodies.map(({ request_id: sent }) => sent)).toEqual([id, id]);
  });

  it('does not promise that nothing was started when an earlier answer was lost', async () => {
    const answers = [refuse(504), refuse(429)];
    const fail: Fail = (...sent) => answers.shift()?.(...sent);
    const { generation } = await serve(9, { fail });
    await expect(generation.submitJob(JOB)).rejects.toMatchObject({
      name: 'RateLimitedError',
      retryAfterSeconds: 60,
      workflowId: expect.stringMatching(/^job-/),
      message: expect.stringMatching(/may have had its effect.*same id/),
    });
  });

  it('tells a refusal as it is when no answer was lost', async () => {
    const { generation } = await serve(9, { fail: refuse(429) });
    await expect(generation.submitJob(JOB)).rejects.toMatchObject({
      message: expect.not.stringContaining('may have had its effect'),
    });
  });

  it('says the id after the client was closed, too, each call its own', async () => {
    const { generation } = await serve(0);
    await generation.close();
    for (const request_id of ['one', 'two'])
      await expect(generation.submitJob({ ...JOB, request_id })).rejects.toMatchObject({
        message: expect.stringContaining('has been closed'),
        workflowId: request_id,
      });
  });

  it('says the id when the engine was never there', async () => {
    const generation = resources.add(new GenerationClient({ temporalHost: '127.0.0.1:1', retries: 0 }));
    await expect(generation.submitJob({ ...JOB, request_id: 'mine' })).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      workflowId: 'mine',
    });
  });
});
