import {
  blendSeconds,
  type LimiterQueue,
  type LimiterSnapshot,
  type PermitRequest,
  type PermitTraffic,
} from '@genvideo/models';
import { PermitQueue, type EncodedQueue, type Waiting } from './permit-queue';

/** Whose job holds a permit, and since when. */
export interface Held {
  user: string;
  since: number;
  /** Taken for a holder until it has said so itself: after a limiter was ended by hand. */
  assumed?: boolean;
  /** The number of the permit, where permits are told apart. */
  lease?: number;
}

/** The book as plain data, small enough for one payload with 10,000 waiting jobs. */
export interface EncodedBook {
  capacity: number;
  configured: number;
  paused: boolean;
  draining: boolean;
  held: [id: string, user: string, since: number, assumed: boolean, lease?: number][];
  queue: EncodedQueue;
  mean_hold_seconds: number | null;
  recent_grants: number[];
  /** Absent in books of earlier versions. */
  leaving?: string[];
}

const MINUTE_MS = 60_000;

/**
 * What an encoded book may take of a payload, in bytes; the engine takes 2 MB. 10,000 jobs with usual ids fit twice. With
 * very long ids those at the end of the queue are left out: they ask again within ten minutes, and stand behind the
 * other jobs of their user then.
 */
const MOST_BOOK_BYTES = 1_800_000;

/**
 * Who holds a permit, who waits, and who is next. Every operation is idempotent, so that traffic may come twice; the
 * time is an argument, in milliseconds of the Unix epoch.
 */
export class PermitBook {
  protected readonly held = new Map<string, Held>();
  protected queue = new PermitQueue();
  private meanHoldSeconds: number | undefined;
  private recentGrants: number[] = [];
  /** Holders that asked again: they have not heard, or forgot in a reset. */
  protected readonly unheard = new Set<string>();
  private paused = false;
  private draining = false;
  /** Those who have handed their permit back and may still be storing what was made. */
  private readonly leaving = new Set<string>();
  private watchesLeavers = false;

  /** @param capacity how many permits there are; also what was configured last */
  constructor(
    protected capacity: number,
    protected configured = capacity,
  ) {}

  get isIdle(): boolean {
    return this.held.size === 0 && this.queue.size === 0 && this.leaving.size === 0;
  }

  /** Whether there is somebody to be told that they have a permit. */
  get hasNews(): boolean {
    return this.unheard.size > 0 || this.canGrant;
  }

  protected get canGrant(): boolean {
    return !this.isShut && this.held.size < this.capacity && this.queue.size > 0;
  }

  /** Whether an operator wants nobody to begin. */
  protected get isShut(): boolean {
    return this.paused || this.draining;
  }

  take({ acquire = [], held = [], release = [] }: PermitTraffic, now: number): void {
    for (const job of acquire) this.acquire(job, now);
    for (const job of held) this.hold(job, now);
    for (const id of release) this.release(id, now);
  }

  /**
   * Gives out permits to those whose turn it is.
   * @returns up to `most` jobs that are to be told that they hold one
   */
  grant(most: number, now: number): string[] {
    const told = [...this.unheard].slice(0, most);
    for (const id of told) this.unheard.delete(id);
    while (told.length < most && this.canGrant) {
      const job = this.queue.next();
      if (!job) break;
      this.begin(job, now);
      told.push(job.workflow_id);
    }
    this.recentGrants = this.recentGrants.filter((at) => now - at < MINUTE_MS);
    return told;
  }

  /** Has holders told again that they hold a permit. */
  remind(ids: readonly string[]): void {
    for (const id of ids) if (this.held.has(id)) this.unheard.add(id);
  }

  /** Those who hold a permit. */
  holders(): string[] {
    return [...this.held.keys()];
  }

  /** From here on those who hand their permit back are remembered until they are known to have ended. */
  watchLeavers(): void {
    this.watchesLeavers = true;
  }

  /** Those who are remembered although they hold nothing. */
  leavers(): string[] {
    return [...this.leaving];
  }

  /** Remembers those no longer that have ended. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.leaving.delete(id);
  }

  /** Takes running jobs for holders until they have said whether they are. */
  assume(jobs: readonly PermitRequest[], now: number): void {
    for (const { workflow_id, user_id } of jobs) {
      if (this.held.has(workflow_id) || this.queue.has(workflow_id)) continue;
      this.held.set(workflow_id, { user: user_id, since: now, assumed: true });
    }
  }

  /** A configured capacity counts when it is a new one; a live change lasts until then. */
  configure(capacity: number): void {
    if (capacity === this.configured) return;
    this.configured = capacity;
    this.capacity = capacity;
  }

  /** More permits, or fewer: nothing that runs is ended, new permits wait until there are fewer holders. */
  setCapacity(capacity: number): void {
    this.capacity = capacity;
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    this.draining = false;
  }

  /** No more grants; the pool is empty when the last holder has released. */
  drain(): void {
    this.draining = true;
  }

  toQueue(): LimiterQueue {
    return {
      waiting: this.queue.inOrder().map(({ workflow_id }) => workflow_id),
      capacity: this.capacity,
      held: this.held.size,
      paused: this.isShut,
      mean_hold_seconds: this.meanHoldSeconds ?? null,
    };
  }

  toSnapshot(pool: string, now: number): LimiterSnapshot {
    const waiting = this.queue.inOrder();
    const oldest = waiting.reduce((least, { since }) => Math.min(least, since), now);
    return {
      pool,
      capacity: this.capacity,
      configured_capacity: this.configured,
      paused: this.paused,
      draining: this.draining,
      held: this.held.size,
      waiting: waiting.length,
      holders: [...this.held].map(([workflow_id, { user, since }]) => ({
        workflow_id,
        user_id: user,
        granted_at: new Date(since).toISOString(),
      })),
      waiting_by_user: countBy(waiting, ({ user_id }) => user_id),
      waiting_by_priority: countBy(waiting, ({ priority }) => String(priority)),
      oldest_wait_seconds: waiting.length === 0 ? null : (now - oldest) / 1_000,
      grants_per_minute: this.recentGrants.filter((at) => now - at < MINUTE_MS).length,
      mean_hold_seconds: this.meanHoldSeconds ?? null,
    };
  }

  encode(): EncodedBook {
    const book: EncodedBook = {
      capacity: this.capacity,
      configured: this.configured,
      paused: this.paused,
      draining: this.draining,
      held: [...this.held].map(toEncodedHolder),
      queue: [],
      mean_hold_seconds: this.meanHoldSeconds ?? null,
      recent_grants: this.recentGrants,
      ...(this.leaving.size === 0 ? {} : { leaving: [...this.leaving] }),
    };
    return { ...book, queue: this.queue.encode(MOST_BOOK_BYTES - JSON.stringify(book).length) };
  }

  static decode(encoded: EncodedBook): PermitBook {
    return new PermitBook(encoded.capacity, encoded.configured).restore(encoded);
  }

  protected restore(encoded: EncodedBook): this {
    this.paused = encoded.paused;
    this.draining = encoded.draining;
    for (const [id, user, since, assumed, lease] of encoded.held)
      this.held.set(id, { user, since, assumed, ...(lease === undefined ? {} : { lease }) });
    this.queue = PermitQueue.decode(encoded.queue);
    this.meanHoldSeconds = encoded.mean_hold_seconds ?? undefined;
    this.recentGrants = encoded.recent_grants;
    for (const id of encoded.leaving ?? []) this.leaving.add(id);
    return this;
  }

  /** A job's turn has come. */
  protected begin(job: Waiting, now: number): void {
    this.held.set(job.workflow_id, { user: job.user_id, since: now });
    this.recentGrants.push(now);
  }

  protected acquire(job: PermitRequest, now: number): void {
    const held = this.held.get(job.workflow_id);
    if (held && !held.assumed) {
      this.unheard.add(job.workflow_id);
      return;
    }
    this.held.delete(job.workflow_id);
    this.leaving.delete(job.workflow_id);
    this.queue.add({ ...job, since: now });
  }

  protected hold({ workflow_id, user_id }: PermitRequest, now: number): void {
    this.queue.remove(workflow_id);
    const since = this.held.get(workflow_id)?.since ?? now;
    this.leaving.delete(workflow_id);
    this.held.set(workflow_id, { user: user_id, since });
  }

  protected release(workflowId: string, now: number): void {
    const held = this.held.get(workflowId);
    if (held && !held.assumed)
      this.meanHoldSeconds = blendSeconds(this.meanHoldSeconds, (now - held.since) / 1_000);
    if (held && this.watchesLeavers) this.leaving.add(workflowId);
    this.held.delete(workflowId);
    this.unheard.delete(workflowId);
    this.queue.remove(workflowId);
  }
}

const toEncodedHolder = ([id, held]: [string, Held]): EncodedBook['held'][number] => {
  const { user, since, assumed = false, lease } = held;
  return lease === undefined ? [id, user, since, assumed] : [id, user, since, assumed, lease];
};

function countBy<Item>(items: readonly Item[], toKey: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[toKey(item)] = (counts[toKey(item)] ?? 0) + 1;
  return counts;
}
