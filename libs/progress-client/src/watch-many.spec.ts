import type { IncomingMessage, ServerResponse } from 'node:http';
import { createResourceStack, startHttpServer, type HttpHandler } from '@genvideo/testing';
import { sampleEvent } from '../test/sample-progress';
import type { WatchedJobs } from './api/watched-jobs';
import { InvalidRequestError } from './invalid-request-error';
import { ProgressQueryClient } from './progress-query-client';
import type { ProgressQueryClientOptions } from './progress-query-options';
import type { JobsEvent, ProgressEvent } from './progress-result';

const resources = createResourceStack();
afterEach(() => resources.end());

const open = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 20\n\n');
};
const send = (response: ServerResponse, id: string, event: ProgressEvent): void => {
  response.write(`id: ${id}\nevent: progress\ndata: ${JSON.stringify(event)}\n\n`);
};
const end = (response: ServerResponse): void => {
  response.end('id: end\nevent: end\ndata: {"reason":"All jobs have ended"}\n\n');
};
const at = (event: ProgressEvent, updated_at: string): ProgressEvent => ({
  ...event,
  progress: { ...event.progress, updated_at },
});

interface WatchOptions extends Partial<ProgressQueryClientOptions> {
  onConnection?: (state: string) => void;
}

/** A client that watches on a server whose connections go as the handlers say, one after the other. */
const watch = async (
  jobs: WatchedJobs,
  handlers: readonly HttpHandler[],
  { onConnection, ...options }: WatchOptions = {},
) => {
  const requests: IncomingMessage[] = [];
  const server = resources.add(
    await startHttpServer((request, response) => {
      requests.push(request);
      return handlers[Math.min(requests.length, handlers.length) - 1]?.(request, response);
    }),
  );
  const client = resources.add(new ProgressQueryClient({ apiBaseUrl: server.url, ...options }));
  const controller = new AbortController();
  const events = client.watchMany(jobs, { signal: controller.signal, onConnection });
  return { requests, controller, events };
};

const toLine = (event: JobsEvent): string =>
  event.error === null
    ? `${event.workflow_id} ${event.progress.percent}`
    : `${event.workflow_id} ${event.error.type}`;

const toLines = async (events: AsyncIterable<JobsEvent>): Promise<string[]> => {
  const lines = [];
  for await (const event of events) lines.push(toLine(event));
  return lines;
};

describe('watchMany', () => {
  it('gives what happens to each job, names those that are not there, and ends with the last', async () => {
    const { events, requests } = await watch(
      ['a', 'b', 'gone'],
      [
        (_request, response) => {
          open(response);
          send(response, 'at-1', sampleEvent(5, 'a'));
          response.write(
            `event: missing\ndata: ${JSON.stringify({ workflow_id: 'gone', type: 'NotFound', message: 'There is none.' })}\n\n`,
          );
          send(response, 'at-2', sampleEvent(7, 'b'));
          send(response, 'at-3', sampleEvent(100, 'a'));
          send(response, 'at-4', sampleEvent(100, 'b'));
          end(response);
        },
      ],
    );
    expect(await toLines(events)).toEqual(['a 5', 'gone NotFound', 'b 7', 'a 100', 'b 100']);
    expect(requests[0]?.url).toBe('/events?ids=a,b,gone');
  });

  it('goes on after a lost connection, for the jobs that are left, and repeats nothing', async () => {
    const states: string[] = [];
    const early = '2026-01-31T12:00:00.000Z';
    const later = '2026-01-31T12:00:05.000Z';
    const { events, requests } = await watch(
      ['a', 'b'],
      [
        (_request, response) => {
          open(response);
          send(response, 'at-1', sampleEvent(100, 'a'));
          send(response, 'at-2', at(sampleEvent(40, 'b'), later));
          setImmediate(() => response.destroy());
        },
        (_request, response) => {
          open(response);
          // What was told before the cut comes again, older and smaller.
          send(response, 'at-3', at(sampleEvent(23, 'b'), early));
          send(response, 'at-3', at(sampleEvent(39, 'b'), later));
          send(response, 'at-3', at(sampleEvent(41, 'b'), later));
          send(response, 'at-4', sampleEvent(100, 'b'));
          end(response);
        },
      ],
      { onConnection: (state) => states.push(state) },
    );
    expect(await toLines(events)).toEqual(['a 100', 'b 40', 'b 41', 'b 100']);
    expect(requests.map(({ url }) => url)).toEqual(['/events?ids=a,b', '/events?ids=b']);
    expect(requests[1]?.headers['last-event-id']).toBe('at-2');
    expect(states).toEqual(['live', 'lost', 'live']);
  });

  it('follows what matches until its signal aborts', async () => {
    const { events, requests, controller } = await watch({ user: 'ada', tag: 'batch:a b' }, [
      (_request, response) => {
        open(response);
        send(response, 'at-1', sampleEvent(100, 'a'));
        send(response, 'at-1', sampleEvent(1, 'b'));
      },
    ]);
    const lines: string[] = [];
    for await (const event of events) {
      lines.push(toLine(event));
      if (event.workflow_id === 'b') controller.abort();
    }
    expect(lines).toEqual(['a 100', 'b 1']);
    expect(requests[0]?.url).toBe('/events?user=ada&tag=batch%3Aa+b');
  });

  it('waits for ever where it is told to, also for an API that was never there', async () => {
    const refuse: HttpHandler = (_request, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json' });
      response.end('{"detail":"The engine does not answer."}');
    };
    const { events, requests } = await watch(
      ['a'],
      [
        ...Array.from({ length: 4 }, () => refuse),
        (_request, response) => {
          open(response);
          send(response, 'at-1', sampleEvent(100, 'a'));
          end(response);
        },
      ],
      { patienceMs: Infinity, retries: 0 },
    );
    expect(await toLines(events)).toEqual(['a 100']);
    expect(requests).toHaveLength(5);
  });

  it('gives up at once on what the API refuses, in its words and by its fields', async () => {
    const problems = [{ field: 'ids[0]', problem: '"a b" is no id' }];
    const { events } = await watch(
      ['a b'],
      [
        (_request, response) => {
          response.writeHead(422, { 'content-type': 'application/problem+json' });
          response.end(JSON.stringify({ detail: 'ids[0] "a b" is no id.', problems }));
        },
      ],
    );
    await expect(toLines(events)).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringContaining('"a b" is no id'),
      problems,
    });
  });

  it.each([
    [[], 'no ids to follow'],
    [['a,b'], '"a,b" is no workflow id'],
    [Array.from({ length: 501 }, (_, index) => `job-${index}`), '501 jobs are more than the 500'],
  ])('refuses %# before it asks', (ids, message) => {
    const client = new ProgressQueryClient({ apiBaseUrl: 'http://127.0.0.1:1' });
    expect(() => client.watchMany(ids)).toThrow(InvalidRequestError);
    expect(() => client.watchMany(ids)).toThrow(message);
  });

  it('needs the API', () => {
    const client = new ProgressQueryClient({ temporalHost: '127.0.0.1:1' });
    expect(() => client.watchMany(['a'])).toThrow('apiBaseUrl is not given');
  });
});
