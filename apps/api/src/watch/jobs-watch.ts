import { setTimeout as delay } from 'node:timers/promises';
import { EngineUnavailableError } from '@genvideo/progress-client/direct';
import type { EventCursor } from './event-cursor';
import { HubClosedError } from './hub-closed-error';
import type { JobChannel } from './job-channel';
import { JobSlot } from './job-slot';
import type { ProgressEvent } from './progress-event';
import type { WatchedJob } from './watched-job';

/** How many things are handed out at once, so that other streams get their turn. */
const MAX_TOLD = 100;

/** How long after the engine did not answer it is asked about a job again, in milliseconds. */
const RETRY_MS = 1_000;

/** What happened to one of many jobs, or why it cannot be followed. */
export type JobsWatchItem =
  { kind: 'progress'; event: ProgressEvent } | { kind: 'missing'; workflowId: string; error: Error };

export interface Told {
  items: JobsWatchItem[];
  /** Nothing that was known before this moment is left untold; in milliseconds of the Unix epoch. */
  untilMs: number;
}

export interface JobsWatchOptions {
  hold: (workflowId: string) => JobChannel;
  release: (workflowId: string) => void;
  /** Throws where the watcher may not see the job. */
  admit: (job: WatchedJob) => void;
  onDropped: () => void;
  /** Told once, when nothing more is wanted. */
  onClosed: () => void;
}

type Outcome = IteratorResult<Told, undefined>;

/**
 * Many jobs in one iteration. Each has its channel, which it shares with all who follow the job, and a box of its own:
 * who fetches slowly gets every stage and every end, and the newest of the rest, of every job in its turn.
 */
export class JobsWatch implements AsyncIterableIterator<Told, undefined> {
  private readonly slots = new Map<string, JobSlot>();
  /** Those with something to fetch; who has waited longest comes first. */
  private readonly ready = new Set<JobSlot>();
  private readonly closing = new AbortController();
  private wake: (() => void) | null = null;
  private sealed = false;
  private failure: Error | null = null;

  constructor(private readonly options: JobsWatchOptions) {}

  /** How many jobs are followed. */
  get size(): number {
    return this.slots.size;
  }

  has(workflowId: string): boolean {
    return this.slots.has(workflowId);
  }

  /** Follows one more job, after what was missed since the cursor. A second time changes nothing. */
  follow(workflowId: string, after: EventCursor | null = null): void {
    if (this.closing.signal.aborted || this.slots.has(workflowId)) return;
    const slot: JobSlot = new JobSlot({
      workflowId,
      channel: this.options.hold(workflowId),
      onDropped: this.options.onDropped,
      onReady: (ready) => this.markReady(ready),
      onEnd: (ended, failure) => {
        // While the engine is away nothing comes; the watch goes on when it is back.
        if (failure instanceof EngineUnavailableError) void this.attach(ended, after, RETRY_MS);
        else if (failure instanceof HubClosedError) this.fail(failure);
        else ended.finish(failure);
      },
    });
    this.slots.set(workflowId, slot);
    void this.attach(slot, after, 0);
  }

  /** No more jobs will come: the iteration ends with the last of those there are. */
  seal(): void {
    this.sealed = true;
    this.wake?.();
  }

  /** Ends the iteration with an error, after what is there to be fetched. */
  fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** The watcher has left. */
  close(): void {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    for (const slot of this.slots.values()) this.remove(slot);
    this.ready.clear();
    this.options.onClosed();
    this.wake?.();
  }

  async next(): Promise<Outcome> {
    for (;;) {
      if (this.ready.size > 0) return { done: false, value: this.take() };
      if (this.failure !== null && !this.closing.signal.aborted) {
        this.close();
        throw this.failure;
      }
      if (this.closing.signal.aborted || (this.sealed && this.slots.size === 0)) return this.return();
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = null;
    }
  }

  return(): Promise<Outcome> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async attach(slot: JobSlot, after: EventCursor | null, delayMs: number): Promise<void> {
    const { signal } = this.closing;
    try {
      if (delayMs > 0) await delay(delayMs, undefined, { signal });
      this.options.admit(await slot.channel.read());
      if (!signal.aborted) await slot.channel.join(slot, after);
    } catch (error) {
      if (!signal.aborted) slot.end(error as Error);
    }
  }

  private markReady(slot: JobSlot): void {
    if (!this.ready.has(slot)) {
      slot.readySinceMs = Date.now();
      this.ready.add(slot);
    }
    this.wake?.();
  }

  private take(): Told {
    const items: JobsWatchItem[] = [];
    for (const slot of this.ready) {
      if (items.length >= MAX_TOLD) break;
      this.ready.delete(slot);
      const event = slot.box.take();
      if (event) items.push({ kind: 'progress', event });
      // The rest of it waits for its next turn, behind the others.
      if (!slot.box.isEmpty) this.ready.add(slot);
      else if (slot.over) this.finish(slot, items);
    }
    const waiting = [...this.ready].map(({ readySinceMs }) => readySinceMs);
    return { items, untilMs: Math.min(Date.now(), ...waiting) };
  }

  private finish(slot: JobSlot, items: JobsWatchItem[]): void {
    this.remove(slot);
    const { workflowId, failure: error } = slot;
    if (error !== null) items.push({ kind: 'missing', workflowId, error });
  }

  private remove(slot: JobSlot): void {
    this.slots.delete(slot.workflowId);
    slot.channel.leave(slot);
    this.options.release(slot.workflowId);
  }
}
