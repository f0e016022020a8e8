import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import type { Client } from '@temporalio/client';
import { createLogger } from '@genvideo/runtime';
import type { Gate } from '../src/auth/caller';
import { explainClientError } from '../src/explain-client-error';
import { createErrorHandler, ProblemError } from '../src/problem';
import { attachProgressSockets, type ProgressSocketOptions } from '../src/watch/attach-progress-sockets';
import { createEventStream, type EventStreamOptions } from '../src/watch/create-event-stream';
import { createJobFinder } from '../src/watch/create-job-finder';
import { createJobsStream } from '../src/watch/create-jobs-stream';
import type { MatchingJobs } from '../src/watch/follow-matching-jobs';
import { createProgressHub, type ProgressHubOptions } from '../src/watch/create-progress-hub';
import type { ProgressHub } from '../src/watch/progress-hub';

const logger = createLogger({ service: 'api', level: 'fatal', json: true, filePath: null });

/** The key is the name of the user; none sees everybody's jobs, and "wrong" is refused. */
const gate: Gate = {
  admit({ headers }) {
    const userId = headers['x-api-key']?.toString() ?? null;
    if (userId === 'wrong') return Promise.reject(new ProblemError('Unauthorized', 'Another key, please.'));
    return Promise.resolve({ userId, name: userId ?? 'anybody' });
  },
};

export interface ServedWatching {
  url: string;
  wsUrl: string;
  hub: ProgressHub;
  /** Ends the watches for this reason, then the server. */
  stop: (reason?: string) => Promise<void>;
}

type WatchingOptions = Partial<
  Omit<ProgressHubOptions, 'logger'> & Omit<EventStreamOptions, 'hub'> & Omit<ProgressSocketOptions, 'hub'>
> & {
  /** Told of each answer before it begins. */
  onResponse?: (response: Response) => void;
  /** The jobs that match whatever filter; default none. */
  search?: MatchingJobs['search'];
};

/** A hub of its own with its event stream and its sockets on a free port, and nothing else of the API. */
export async function serveWatching({
  client = {} as Client,
  onResponse,
  search = () => Promise.resolve([]),
  ...options
}: WatchingOptions): Promise<ServedWatching> {
  const hub = createProgressHub({ client, ...options, logger });
  const app = express();
  app.use(async (request, response, next) => {
    onResponse?.(response);
    response.locals.caller = await gate.admit(request);
    next();
  });
  const finder = createJobFinder(() => undefined);
  const jobsStream = createJobsStream({
    ...options,
    hub,
    finder,
    toMatching: () => ({ key: 'all', search }),
  });
  app.get('/events', (request, response, next) => {
    response.locals.query = request.query;
    return jobsStream(request, response, next);
  });
  app.use(express.text());
  app.get('/workflows/:workflow_id/events', createEventStream({ ...options, hub }));
  app.post('/echo', ({ body }, response) => void response.send(body));
  app.use(explainClientError);
  app.use(createErrorHandler(logger));
  const server = createServer(app);
  const sockets = attachProgressSockets(server, { gate, ...options, hub, logger });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    hub,
    async stop(reason = 'The spec is over') {
      await Promise.all([sockets.close(reason), hub.close(reason)]);
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
