import { json } from 'node:stream/consumers';
import { createResourceStack, startHttpServer } from '@genvideo/testing';
import { GenerationClient } from './generation-client';

const JOB = { prompt: 'A cat', user_id: 'ada' };

const resources = createResourceStack();
afterEach(() => resources.end());

/** A client of a server that takes jobs, but breaks the connection instead of answering as often as told. */
const serve = async (failures: number) => {
  const bodies: Record<string, unknown>[] = [];
  const { url } = resources.add(
    await startHttpServer(async (request, response) => {
      const body = (await json(request)) as Record<string, unknown>;
      bodies.push(body);
      if (bodies.length <= failures) request.socket.destroy();
      else response.writeHead(202).end(JSON.stringify({ workflow_id: body['request_id'] }));
    }),
  );
  return { bodies, generation: resources.add(new GenerationClient({ apiBaseUrl: url })) };
};

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

  it('gives up like any other call', async () => {
    const { generation } = await serve(9);
    await expect(generation.submitJob(JOB)).rejects.toMatchObject({ name: 'UnreachableError' });
  });
});
