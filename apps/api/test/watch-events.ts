/** One server-sent event. */
export interface ReceivedEvent {
  id: string | undefined;
  event: string;
  data: unknown;
}

/** A watcher at the other end of an event stream. */
export interface EventWatcher {
  response: Response;
  /** What it was told, in order. */
  events: ReceivedEvent[];
  /** Comment lines that were sent to keep the stream open. */
  comments: () => number;
  retryMs: () => number | undefined;
  /** Settles when the server ended the stream. */
  ended: Promise<void>;
  leave: () => void;
}

const toField = (block: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];

/** Follows a job by its event stream; settles with the headers. */
export async function watchEvents(url: string, headers: Record<string, string> = {}): Promise<EventWatcher> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const events: ReceivedEvent[] = [];
  let comments = 0;
  let retryMs: number | undefined;

  const take = (block: string): void => {
    const event = toField(block, 'event');
    const retry = toField(block, 'retry');
    if (retry !== undefined) retryMs = Number(retry);
    if (block.startsWith(':')) comments += 1;
    if (event !== undefined)
      events.push({ id: toField(block, 'id'), event, data: JSON.parse(toField(block, 'data') ?? 'null') });
  };

  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      blocks.forEach(take);
    }
  };
  // Whoever leaves breaks off the stream.
  const ended = read().catch(() => undefined);
  return {
    response,
    events,
    comments: () => comments,
    retryMs: () => retryMs,
    ended,
    leave: () => leaving.abort(),
  };
}
