import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createResourceStack, startHttpServer, type HttpHandler } from '@genvideo/testing';
import { sampleEvent } from '../test/sample-progress';
import { ProgressQueryClient } from './progress-query-client';
import type { ProgressQueryClientOptions } from './progress-query-options';
import type { ProgressEvent } from './progress-result';

const resources = createResourceStack();
afterEach(() => resources.end());

const open = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 20\n\n');
};
const send = (response: ServerResponse, id: number, percent: number): void => {
  response.write(`id: ${id}\nevent: progress\ndata: ${JSON.stringify(sampleEvent(percent))}\n\n`);
};
const refuse =
  (status: number, detail: string, headers: Record<string, string> = {}): HttpHandler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(JSON.stringify({ detail }));
  };

/** A client that watches on a server whose connections go as the handlers say, one after the other. */
const watch = async (handlers: readonly HttpHandler[], options: Partial<ProgressQueryClientOptions> = {}) => {
  const requests: IncomingMessage[] = [];
  const server = resources.add(
    await startHttpServer((request, response) => {
      requests.push(request);
      return handlers[Math.min(requests.length, handlers.length) - 1]?.(request, response);
    }),
  );
  const client = resources.add(
    new ProgressQueryClient({ apiBaseUrl: server.url, apiKey: 'secret', ...options }),
  );
  const controller = new AbortController();
  const events = client.watchProgress('job-1', { signal: controller.signal });
  return { requests, client, controller, events };
};

const toPercents = async (events: AsyncIterable<ProgressEvent>): Promise<number[]> => {
  const percents = [];
  for await (const { progress } of events) percents.push(progress.percent);
  return percents;
};

describe('watchProgress over the API', () => {
  it('gives each event as it comes, exactly as GET .../progress would, and ends with the job', async () => {
    const { events, requests } = await watch([
      (_request, response) => {
        open(response);
        response.write(': a heartbeat\n\n');
        send(response, 1, 10);
        // In pieces, as networks do.
        const rest = `id: 2\nevent: progress\ndata: ${JSON.stringify(sampleEvent(50))}\n\n`;
        response.write(rest.slice(0, 40));
        setImmediate(() => {
          response.write(rest.slice(40));
          send(response, 3, 100);
        });
      },
    ]);
    const first = await events.next();
    expect(first.value).toEqual(sampleEvent(10));
    expect(await toPercents(events)).toEqual([50, 100]);
    expect(requests[0]).toMatchObject({
      url: '/workflows/job-1/events',
      headers: { authorization: 'Bearer secret', accept: expect.stringContaining('text/event-stream') },
    });
  });

  it('connects again after the last event when the connection is cut, and never goes back', async () => {
    const { events, requests } = await watch([
      (_request, response) => {
        open(response);
        send(response, 7, 40);
        response.write('id: 8\nevent: progress\ndata: {"workflow_id":', () => response.destroy());
      },
      (_request, response) => {
        open(response);
        send(response, 9, 30);
        send(response, 10, 100);
      },
    ]);
    expect(await toPercents(events)).toEqual([40, 100]);
    expect(requests.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7']);
  });

  it('connects again when the API stops, and waits while it cannot be reached', async () => {
    const { events, requests } = await watch([
      (_request, response) => {
        open(response);
        send(response, 1, 10);
        response.end('event: shutdown\ndata: {"reason":"The API stops"}\n\n');
      },
      refuse(503, 'Not yet.', { 'retry-after': '0' }),
      (request) => void request.socket.destroy(),
      (_request, response) => {
        open(response);
        send(response, 2, 100);
      },
    ]);
    expect(await toPercents(events)).toEqual([10, 100]);
    expect(requests).toHaveLength(4);
  });

  it('connects again when the API falls silent', async () => {
    const { events, requests } = await watch(
      [
        (_request, response) => {
          open(response);
          send(response, 1, 10);
        },
        (_request, response) => {
          open(response);
          send(response, 2, 100);
        },
      ],
      { idleTimeoutMs: 100 },
    );
    expect(await toPercents(events)).toEqual([10, 100]);
    expect(requests).toHaveLength(2);
  });

  it('goes on after a cut that came long after the last change', async () => {
    const { events, requests } = await watch(
      [
        (_request, response) => {
          open(response);
          send(response, 1, 10);
          let beats = 0;
          const heart = setInterval(() => {
            response.write(': a heartbeat\n\n');
            if ((beats += 1) < 15) return;
            clearInterval(heart);
            response.destroy();
          }, 20);
        },
        (_request, response) => {
          open(response);
          send(response, 2, 100);
        },
      ],
      { patienceMs: 100 },
    );
    expect(await toPercents(events)).toEqual([10, 100]);
    expect(requests).toHaveLength(2);
  });

  it('does not take a reader that is at work for a silent API', async () => {
    let finish = (): void => undefined;
    const { events, requests } = await watch(
      [
        (_request, response) => {
          open(response);
          send(response, 1, 10);
          const heart = setInterval(() => response.write(': a heartbeat\n\n'), 20);
          response.once('close', () => clearInterval(heart));
          finish = () => send(response, 2, 100);
        },
      ],
      { idleTimeoutMs: 100 },
    );
    await events.next();
    await delay(300);
    finish();
    expect(await toPercents(events)).toEqual([100]);
    expect(requests).toHaveLength(1);
  });

  it('gives up when it was never let in', async () => {
    const { events } = await watch([(request) => void request.socket.destroy()], { retries: 0 });
    await expect(events.next()).rejects.toMatchObject({ name: 'UnreachableError' });
  });

  it('gives up when nobody answered for as long as its patience lasts', async () => {
    const { events } = await watch(
      [
        (_request, response) => {
          open(response);
          send(response, 1, 10);
          response.end();
        },
        (request) => void request.socket.destroy(),
      ],
      { patienceMs: 100 },
    );
    await events.next();
    await expect(events.next()).rejects.toMatchObject({ name: 'UnreachableError' });
  });

  it.each([
    [404, 'NotFoundError'],
    [401, 'UnauthorizedError'],
  ])('takes %i for an answer', async (status, name) => {
    const { events, requests } = await watch([refuse(status, 'No.')]);
    await expect(events.next()).rejects.toMatchObject({ name, message: expect.stringContaining('No.') });
    expect(requests).toHaveLength(1);
  });

  it('says that what answered was no stream of events', async () => {
    const { events } = await watch([(_request, response) => void response.end('<h1>Welcome</h1>')]);
    await expect(events.next()).rejects.toMatchObject({
      name: 'ContractViolationError',
      message: expect.stringContaining('/workflows/job-1/events'),
    });
  });

  const createSignal = (): { told: Promise<void>; tell: () => void } => {
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    return { told, tell };
  };
  const openAndHang = (closed: () => void): HttpHandler => {
    return (_request, response) => {
      response.once('close', closed);
      open(response);
      send(response, 1, 10);
    };
  };

  it('ends without an error when its signal aborts, and lets go of the connection', async () => {
    const closed = createSignal();
    const { events, controller } = await watch([openAndHang(closed.tell)]);
    await events.next();
    const end = events.next();
    controller.abort();
    await expect(end).resolves.toMatchObject({ done: true });
    await closed.told;
  });

  it('lets go of the connection when its reader leaves', async () => {
    const closed = createSignal();
    const { events } = await watch([openAndHang(closed.tell)]);
    for await (const { progress } of events) {
      expect(progress.percent).toBe(10);
      break;
    }
    await closed.told;
  });

  it('ends when the client is closed', async () => {
    const closed = createSignal();
    const { events, client } = await watch([openAndHang(closed.tell)]);
    await events.next();
    const end = events.next();
    await client.close();
    await expect(end).resolves.toMatchObject({ done: true });
    await closed.told;
  });
});

describe('watchProgress at the engine', () => {
  it('gives up when the engine was never there', async () => {
    const client = resources.add(new ProgressQueryClient({ temporalHost: '127.0.0.1:1' }));
    await expect(client.watchProgress('job-1').next()).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      type: 'ServiceUnavailable',
    });
  });
});
