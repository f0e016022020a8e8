import type { ProgressEvent } from './progress-event';

/** How many stages are kept for somebody who does not fetch them; jobs have fewer. */
const MAX_KEPT = 64;

export interface MailboxOptions {
  /** The percent this watcher has seen already, before this process knew of it. */
  seenPercent: number;
  /** Told of each state that gave way to a newer one. */
  onDropped: () => void;
  /** Told once, when nothing more is wanted. */
  onClosed: () => void;
}

type Outcome = IteratorResult<ProgressEvent, undefined>;

const DONE: Outcome = { done: true, value: undefined };

/**
 * What waits for one watcher: the stages it has not fetched, and the newest state. It never holds more, however slow
 * the watcher is.
 */
export class Mailbox implements AsyncIterableIterator<ProgressEvent, undefined> {
  private kept: ProgressEvent[] = [];
  private newest: ProgressEvent | null = null;
  private waiting: { resolve: (outcome: Outcome) => void; reject: (error: unknown) => void } | null = null;
  private ended = false;
  private failure: Error | null = null;
  private closed = false;

  constructor(private readonly options: MailboxOptions) {}

  /** Puts in what is to be fetched next; whatever it replaces is dropped. */
  offer(offered: ProgressEvent): void {
    if (this.ended) return;
    const event = offered.atLeast(this.options.seenPercent);
    if (this.waiting) {
      const { resolve } = this.waiting;
      this.waiting = null;
      resolve({ done: false, value: event });
      return;
    }
    if (this.newest) this.options.onDropped();
    this.newest = null;
    if (event.kind === 'change') this.newest = event;
    else this.keep(event);
  }

  /** Nothing more will come; what is there can still be fetched. An error comes after it. */
  end(failure: Error | null = null): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = failure;
    if (!this.waiting) return;
    const { resolve, reject } = this.waiting;
    this.waiting = null;
    if (failure === null) resolve(DONE);
    else reject(failure);
    this.close();
  }

  /** The watcher has left. */
  close(): void {
    this.kept = [];
    this.newest = null;
    this.end();
    if (this.closed) return;
    this.closed = true;
    this.options.onClosed();
  }

  next(): Promise<Outcome> {
    const value = this.take();
    if (value) return Promise.resolve({ done: false, value });
    if (!this.ended) return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
    const { failure } = this;
    this.failure = null;
    this.close();
    return failure === null ? Promise.resolve(DONE) : Promise.reject(failure);
  }

  return(): Promise<Outcome> {
    this.close();
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private keep(event: ProgressEvent): void {
    this.kept.push(event);
    if (this.kept.length <= MAX_KEPT) return;
    this.kept.shift();
    this.options.onDropped();
  }

  private take(): ProgressEvent | null {
    const kept = this.kept.shift();
    if (kept) return kept;
    const { newest } = this;
    this.newest = null;
    return newest;
  }
}
