import type { EventCursor, Place } from './event-cursor';
import { formatCursor } from './event-cursor';
import type { ProgressView } from './watched-job';

/**
 * What an event means to somebody who is slow: a `change` may give way to a newer one, a `stage` (another step, another
 * try) and the `last` may not.
 */
export type EventKind = 'change' | 'stage' | 'last';

/** One state of a job on its way to all who watch it; encoded once, whatever their number. */
export class ProgressEvent {
  private message: Buffer | null = null;
  private body: Buffer | null = null;
  private chunk: Buffer | null = null;

  constructor(
    readonly view: ProgressView,
    readonly kind: EventKind,
    readonly place: Place,
  ) {}

  get percent(): number {
    return this.view.progress.percent;
  }

  get cursor(): EventCursor {
    const { atMs, nth } = this.place;
    return { atMs, nth, percent: this.percent, over: this.kind === 'last' };
  }

  get id(): string {
    return formatCursor(this.cursor);
  }

  /** The view as JSON, for a WebSocket. */
  toMessage(): Buffer {
    this.message ??= Buffer.from(JSON.stringify(this.view));
    return this.message;
  }

  /** The view as a server-sent event. */
  toChunk(): Buffer {
    this.chunk ??= Buffer.concat([Buffer.from(`id: ${this.id}\n`), this.toBody()]);
    return this.chunk;
  }

  /** The same without its id, for streams of many jobs, whose events have ids of their own. */
  toBody(): Buffer {
    this.body ??= Buffer.from(`event: progress\ndata: ${this.toMessage().toString()}\n\n`);
    return this.body;
  }

  /** The same event, told to somebody who has seen `percent` already. */
  atLeast(percent: number): ProgressEvent {
    if (this.percent >= percent) return this;
    const progress = { ...this.view.progress, percent };
    return new ProgressEvent({ ...this.view, progress }, this.kind, this.place);
  }
}
