import type { Request, Response } from 'express';

/** How long a browser waits before it connects again, in milliseconds. */
const RETRY_MS = 2_000;

/** The id of the event `end`: who comes back with it has seen everything, and is told to stop. */
export const END_ID = 'end';

/** Writes to one watcher, one thing at a time. */
export class EventWriter {
  private pendingSinceMs: number | null = null;

  /** @param stalledMs how long a watcher may leave what was sent to it unread before it is cut off */
  constructor(
    private readonly response: Response,
    private readonly stalledMs: number,
  ) {}

  /** Sends the headers. */
  open(): void {
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // What is left of a stream that has ended is of no use, and would keep a server that stops waiting.
      Connection: 'close',
      // nginx would gather the events.
      'X-Accel-Buffering': 'no',
    });
  }

  /** Says how long to wait before connecting again. */
  begin(): Promise<void> {
    return this.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** Settles when the connection has taken the bytes, so that what comes meanwhile can give way to what is newer. */
  async write(bytes: Buffer | string): Promise<void> {
    this.pendingSinceMs = Date.now();
    await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
    this.pendingSinceMs = null;
  }

  /** Writes one event. */
  send(event: string, data: object, id: string | null = null): Promise<void> {
    return this.write(toEventText(event, data, id));
  }

  /** Keeps a quiet stream open, and cuts off who does not read. */
  beat(): void {
    if (this.pendingSinceMs === null) void this.write(': \n\n');
    else if (Date.now() - this.pendingSinceMs > this.stalledMs) this.response.destroy();
  }
}

/** A server-sent event as text. */
export function toEventText(event: string, data: object, id: string | null = null): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The id of the last event seen; in the query for browsers, which cannot send it with a new ticket. */
export function readLastEventId({ headers, query }: Pick<Request, 'headers' | 'query'>): string | null {
  const given = headers['last-event-id'] ?? query['last_event_id'];
  return typeof given === 'string' && given !== '' ? given : null;
}

/** Aborts when the connection goes. */
export function toClosedSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
