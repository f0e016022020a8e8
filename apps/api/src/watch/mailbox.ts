import { EventBox } from './event-box';
import type { Follower } from './follower';
import type { ProgressEvent } from './progress-event';

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

/** What waits for one watcher of one job, as an iteration. */
export class Mailbox implements Follower, AsyncIterableIterator<ProgressEvent, undefined> {
  private readonly box: EventBox;
  private waiting: { resolve: (outcome: Outcome) => void; reject: (error: unknown) => void } | null = null;
  private ended = false;
  private failure: Error | null = null;
  private closed = false;

  constructor(private readonly options: MailboxOptions) {
    this.box = new EventBox(options.onDropped);
  }

  /** Puts in what is to be fetched next; whatever it replaces is dropped. */
  offer(offered: ProgressEvent): void {
    if (this.ended) return;
    const event = offered.atLeast(this.options.seenPercent);
    if (!this.waiting) return this.box.put(event);
    const { resolve } = this.waiting;
    this.waiting = null;
    resolve({ done: false, value: event });
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
    this.box.clear();
    this.end();
    if (this.closed) return;
    this.closed = true;
    this.options.onClosed();
  }

  next(): Promise<Outcome> {
    const value = this.box.take();
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
}
