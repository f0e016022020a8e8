import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createResourceStack, startHttpServer } from '@genvideo/testing';
import { ApiClient } from './api-client';

const resources = createResourceStack();
afterEach(() => resources.end());

interface Asked {
  line: string;
  body: unknown;
}

/** A client of a server that gives one answer to everything. */
const serve = async (answer: unknown, status = 200) => {
  const asked: Asked[] = [];
  const server = await startHttpServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    asked.push({
      line: `${request.method} ${request.url}`,
      body: body === '' ? null : JSON.parse(body),
    });
    const type = status === 200 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type });
    response.end(JSON.stringify(answer));
  });
  resources.add(server);
  const client = resources.add(new ApiClient({ apiBaseUrl: server.url, retries: 0 }));
  return { client, asked };
};

const SNAPSHOT = {
  ...{ batch_id: 'b', total: 3, completed: 1, failed: 1, cancelled: 0, running: 1 },
  ...{ paused: false, max_concurrent: 2 },
};

describe('ApiClient', () => {
  it('asks for lists by their filters, leaving out what is not given', async () => {
    const { client, asked } = await serve({ workflows: [], items: [], next_cursor: null });
    await client.listJobs({ status: 'RUNNING', user: undefined, tag: 'style:a&b' });
    await client.listGallery({ q: 'a red kite', limit: 100 });
    await client.listGallery();
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /workflows?status=RUNNING&tag=style%3Aa%26b',
      'GET /gallery?q=a+red+kite&limit=100',
      'GET /gallery',
    ]);
  });

  it('steers batches by their ids, whatever is in them', async () => {
    const { client, asked } = await serve(SNAPSHOT);
    await client.pauseBatch('a/b');
    await client.resumeBatch('b');
    expect(await client.changeBatch('b', { max_concurrent: 2 })).toEqual(SNAPSHOT);
    expect(asked).toEqual([
      { line: 'POST /batches/a%2Fb/pause', body: null },
      { line: 'POST /batches/b/resume', body: null },
      { line: 'PATCH /batches/b', body: { max_concurrent: 2 } },
    ]);
  });

  it('says which batch runs the failed items, the same or a new one', async () => {
    const same = await serve({ ...SNAPSHOT, retried: 1 });
    expect(await same.client.retryFailed('b')).toEqual({ workflow_id: 'b', retried: 1 });
    const another = await serve({ workflow_id: 'b-2', status_url: '/x' });
    expect(await another.client.retryFailed('b')).toEqual({ workflow_id: 'b-2', retried: null });
  });

  it('makes tickets for what they are asked for', async () => {
    const { client, asked } = await serve({ ticket: 'x', expires_at: '2026-01-31T12:00:00.000Z' });
    await client.createTicket();
    await client.createTicket({ workflowId: 'job', scope: 'assets' });
    expect(asked.map(({ body }) => body)).toEqual([
      { scope: 'all' },
      { scope: 'assets', workflow_id: 'job' },
    ]);
  });

  it('throws what the API refuses, in its words', async () => {
    const { client } = await serve({ detail: 'A key is needed.' }, 401);
    await expect(client.readSession()).rejects.toMatchObject({
      name: 'UnauthorizedError',
      message: expect.stringContaining('A key is needed.'),
    });
  });

  it('needs an API', () => {
    expect(() => new ApiClient({})).toThrow('apiBaseUrl');
  });
});
