import {
  toProviderLimit,
  type PermitRequest,
  type PermitTraffic,
  type PooledProvider,
  type ProviderHealth,
  type ProviderLeases,
  type ProviderReport,
} from '@genvideo/models';
import { Breaker, type EncodedBreaker } from './breaker';
import { PermitBook, type EncodedBook } from './permit-book';
import type { Waiting } from './permit-queue';
import { Tide, type EncodedTide } from './tide';

/** The book of a provider's pool as plain data. */
export interface EncodedProviderBook extends EncodedBook {
  provider: {
    asleep: string[];
    next_lease: number;
    breaker: EncodedBreaker;
    tide: EncodedTide;
  };
}

/** The number of a permit that a job says it holds: whatever is said of it counts. */
const ANY_LEASE = 0;

/** Those who may have a task at the provider go on first: they find out before they pay. */
const FIRST_OF_ALL = 0;

const toIso = (at: number): string => new Date(at).toISOString();

/**
 * The permits of one provider, over all workers. Beside its capacity it heeds how the provider is, by what those who
 * hold permits report: how much it is given after trouble, and how many tasks it takes at once.
 */
export class ProviderBook extends PermitBook {
  /** Jobs in the queue that may have a task at the provider. */
  private readonly asleep = new Set<string>();
  private breaker: Breaker;
  private tide = Tide.create();
  private nextLease: number;
  /** Whether it is known who holds permits that an earlier limiter gave out. */
  private isCounted = false;

  /** @param now permits are numbered from it on, so that two limiters of a pool never give out the same number */
  constructor(capacity: number, now: number, configured = capacity) {
    super(capacity, configured);
    this.breaker = Breaker.create(now);
    this.nextLease = now;
  }

  static restore(encoded: EncodedProviderBook): ProviderBook {
    const { capacity, configured, provider } = encoded;
    const book = new ProviderBook(capacity, provider.next_lease, configured).restore(encoded);
    for (const id of provider.asleep) book.asleep.add(id);
    book.breaker = Breaker.decode(provider.breaker);
    book.tide = Tide.decode(provider.tide);
    book.isCounted = true;
    return book;
  }

  override encode(): EncodedProviderBook {
    const { asleep, nextLease, breaker, tide } = this;
    const provider = {
      asleep: [...asleep],
      next_lease: nextLease,
      breaker: breaker.encode(),
      tide: tide.encode(),
    };
    return { ...super.encode(), provider };
  }

  override take(traffic: PermitTraffic, now: number): void {
    const { claims = [], reports = [] } = traffic;
    for (const report of reports) this.report(report, now);
    for (const job of claims) this.claim(job, now);
    super.take(traffic, now);
    this.pass(now);
    this.giveOut(new Set([...claims, ...reports].map(({ workflow_id }) => workflow_id)), now);
  }

  override holders(): string[] {
    return [...super.holders(), ...this.asleep];
  }

  override assume(jobs: readonly PermitRequest[], now: number): void {
    super.assume(jobs, now);
    this.isCounted = true;
  }

  /** When time alone may change who may begin, in milliseconds of the Unix epoch; null when it does not. */
  get nextPassAt(): number | null {
    if (this.queue.size === 0) return null;
    const raiseAt = this.inFlight >= this.tide.limit ? this.tide.raiseAt : null;
    const times = [this.breaker.probeAt, raiseAt].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Time has passed. */
  pass(now: number): void {
    const { inFlight, capacity } = this;
    this.breaker.pass(now, this.queue.size);
    this.tide.pass(now, { inFlight, waiting: this.queue.size, limit: capacity });
  }

  /** Which of some jobs hold a permit. Those that only may hold one do not. */
  toLeases(workflowIds: readonly string[], health: ProviderHealth): ProviderLeases {
    const toLease = (id: string): number | null => {
      const held = this.held.get(id);
      return held && !held.assumed ? (held.lease ?? ANY_LEASE) : null;
    };
    return { leases: workflowIds.map(toLease), wants_word: this.breaker.wantsWord, health };
  }

  toHealth({ name, stage }: PooledProvider, pool: string): ProviderHealth {
    const { breaker, tide, inFlight } = this;
    const { state, since, probeAt } = breaker;
    const most = Math.min(this.capacity, tide.limit, breaker.most);
    return {
      ...{ pool, stage, provider: name, state },
      cause: breaker.cause ?? tide.cause,
      since: toIso(since),
      next_probe_at: probeAt === null ? null : toIso(probeAt),
      effective_limit: toProviderLimit(most),
      configured_limit: toProviderLimit(this.configured),
      in_flight: inFlight,
      waiting: this.queue.size,
      openings: breaker.openings,
    };
  }

  protected override get canGrant(): boolean {
    const next = this.queue.peek();
    if (!next || this.isShut || !this.isCounted) return false;
    // Whoever is asleep is counted already.
    const inFlight = this.inFlight - (this.asleep.has(next.workflow_id) ? 1 : 0);
    if (inFlight >= Math.min(this.capacity, this.tide.limit)) return false;
    return this.breaker.most === Infinity || this.countRecent() < this.breaker.most;
  }

  protected override begin(job: Waiting, now: number): void {
    super.begin(job, now);
    this.asleep.delete(job.workflow_id);
    this.held.set(job.workflow_id, { user: job.user_id, since: now, lease: this.nextLease });
    this.nextLease += 1;
  }

  protected override hold(job: PermitRequest, now: number): void {
    const { lease = ANY_LEASE } = this.held.get(job.workflow_id) ?? {};
    super.hold(job, now);
    this.asleep.delete(job.workflow_id);
    const { user, since } = this.held.get(job.workflow_id) ?? { user: job.user_id, since: now };
    this.held.set(job.workflow_id, { user, since, lease });
  }

  protected override release(workflowId: string, now: number): void {
    super.release(workflowId, now);
    this.asleep.delete(workflowId);
  }

  private get inFlight(): number {
    return this.held.size + this.asleep.size;
  }

  /** How many hold a permit of those given out since there was trouble. */
  private countRecent(): number {
    const { fromLease } = this.breaker;
    return [...this.held.values()].filter(({ lease = ANY_LEASE }) => lease >= fromLease).length;
  }

  /** Gives permits to those whose turn it is. Those who ask at this moment look themselves, the others are told. */
  private giveOut(asking: ReadonlySet<string>, now: number): void {
    while (this.canGrant) {
      const job = this.queue.next();
      if (!job) return;
      this.begin(job, now);
      if (!asking.has(job.workflow_id)) this.unheard.add(job.workflow_id);
    }
  }

  private claim(job: PermitRequest, now: number): void {
    const held = this.held.get(job.workflow_id);
    if (!held || held.assumed) this.acquire(job, now);
  }

  private report(report: ProviderReport, now: number): void {
    const { workflow_id, user_id, priority, then } = report;
    const held = this.held.get(workflow_id);
    const { lease = ANY_LEASE } = held ?? {};
    if (!held || (lease !== ANY_LEASE && lease !== report.lease)) return;
    this.hear(report, now);
    if (then === 'stay') return;
    if (then === 'leave') {
      this.release(workflow_id, now);
      return;
    }
    this.held.delete(workflow_id);
    this.unheard.delete(workflow_id);
    if (then === 'sleep') this.asleep.add(workflow_id);
    const place = then === 'sleep' ? FIRST_OF_ALL : priority;
    this.queue.add({ workflow_id, user_id, priority: place, since: now });
  }

  private hear({ word, lease }: ProviderReport, now: number): void {
    if (word === null) return;
    if (word === 'served' || word.trouble === 'too_many') this.breaker.served(lease, now);
    if (word === 'served') return;
    if (word.trouble === 'too_many') this.tide.refused(word, this.inFlight - 1, now);
    else this.breaker.trouble(word, { lease, nextLease: this.nextLease, now });
  }
}
