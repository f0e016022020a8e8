import type { Request, RequestHandler, Response } from 'express';
import { isClosed } from '@genvideo/progress-client/direct';
import type { Caller } from '../auth/caller';
import { toClientProblem } from '../explain-client-error';
import { checkVisible } from '../job/check-visible';
import { toProblem } from '../problem';
import { createHeartbeatWheel } from './heartbeat-wheel';
import { HubClosedError } from './hub-closed-error';
import type { ProgressEvent } from './progress-event';
import type { ProgressHub } from './progress-hub';

/** How long a browser waits before it connects again, in milliseconds. */
const RETRY_MS = 2_000;

/** The id of the event `end`: who comes back with it has seen everything, and is told to stop. */
const END_ID = 'end';

export interface EventStreamOptions {
  hub: ProgressHub;
  /** The time between two comment lines that keep a quiet stream open; default 15,000. */
  heartbeatMs?: number;
  /** How long a watcher may leave what was sent to it unread before it is cut off; default 45,000. */
  stalledMs?: number;
}

/** Writes to one watcher, one thing at a time. */
class EventWriter {
  private pendingSinceMs: number | null = null;

  constructor(
    private readonly response: Response,
    private readonly stalledMs: number,
  ) {}

  /** Settles when the connection has taken the bytes, so that what comes meanwhile can give way to what is newer. */
  async write(bytes: Buffer | string): Promise<void> {
    this.pendingSinceMs = Date.now();
    await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
    this.pendingSinceMs = null;
  }

  beat(): void {
    if (this.pendingSinceMs === null) void this.write(': \n\n');
    else if (Date.now() - this.pendingSinceMs > this.stalledMs) this.response.destroy();
  }
}

const toText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The id of the last event seen; in the query for browsers, which cannot send it with a new ticket. */
const readLastEventId = ({ headers, query }: Pick<Request, 'headers' | 'query'>): string | null => {
  const given = headers['last-event-id'] ?? query.last_event_id;
  return typeof given === 'string' && given !== '' ? given : null;
};

const open = (response: Response): void => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // What is left of a stream that has ended is of no use, and would keep a server that stops waiting.
    Connection: 'close',
    // nginx would gather the events.
    'X-Accel-Buffering': 'no',
  });
};

const toSignal = (response: Response): AbortSignal => {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
};

/** Sends a watch to its end, and says how it ended: with the job, or because it cannot go on here. */
async function sendEvents(writer: EventWriter, events: AsyncIterable<ProgressEvent>): Promise<void> {
  try {
    for await (const event of events) await writer.write(event.toChunk());
    await writer.write(`id: ${END_ID}\n${toText('end', { reason: 'The job has ended' })}`);
  } catch (error) {
    const reason = error instanceof HubClosedError ? error.reason : toProblem(toClientProblem(error)).message;
    await writer.write(toText('shutdown', { reason }));
  }
}

/**
 * `GET /workflows/{workflow_id}/events`: a job's progress as server-sent events. The caller is looked for where the
 * router's door leaves it, in `response.locals`.
 */
export function createEventStream(options: EventStreamOptions): RequestHandler<{ workflow_id: string }> {
  const { hub, heartbeatMs = 15_000, stalledMs = 45_000 } = options;
  const wheel = createHeartbeatWheel(heartbeatMs);

  return async (request, response) => {
    const { workflow_id: workflowId } = request.params;
    const signal = toSignal(response);
    const job = await hub.read(workflowId);
    if (signal.aborted) return;
    const { caller } = response.locals as { caller: Caller };
    checkVisible(caller, job);
    const after = readLastEventId(request);
    if (after === END_ID && isClosed(job.workflow_status)) {
      response.status(204).end();
      return;
    }
    const events = hub.watch(workflowId, { signal, after, caller });
    open(response);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const writer = new EventWriter(response, stalledMs);
    const remove = wheel.add(() => writer.beat());
    // A connection that goes may leave a write unsettled for ever.
    signal.addEventListener('abort', remove, { once: true });
    try {
      await writer.write(`retry: ${RETRY_MS}\n\n`);
      await sendEvents(writer, events);
    } finally {
      remove();
    }
    response.end();
  };
}
