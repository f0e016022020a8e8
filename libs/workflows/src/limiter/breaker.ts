import type { ProviderCause, ProviderState, ProviderTrouble } from '@genvideo/models';

/** A breaker as plain data, for the next run. Times are in milliseconds of the Unix epoch. */
export interface EncodedBreaker {
  state: ProviderState;
  since: number;
  /** Why it opened last; null once it has closed. */
  cause: ProviderCause | null;
  /** Troubles in a row while closed. */
  troubles: number;
  /** How long it is open the next time. */
  rest_ms: number;
  probe_at: number | null;
  /** The most permits at once while it ramps up, and how many tasks the provider has taken at that level. */
  ramp: number;
  taken: number;
  /** What holders of earlier permits say belongs to the past. */
  from_lease: number;
  /** How often it has opened, ever. */
  openings: number;
}

/** How many troubles in a row open a breaker, where one could be chance. */
const TROUBLES_IN_A_ROW = 3;

/** How long it is open the first time and at most; doubled each time a probe fails. */
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 5 * 60_000;

/** The level at which a provider that takes everything is trusted again. */
const TRUSTED_AT = 64;

/** Troubles that do not pass by chance: one is enough. */
const CERTAIN: ReadonlySet<ProviderTrouble> = new Set(['maintenance', 'account', 'credentials']);

/**
 * Decides how much a provider is given to do after trouble: nothing for a while, then one task, and when it takes that,
 * twice as many each time it has taken all it was given. Pure: no clock, no engine.
 */
export class Breaker {
  private constructor(private readonly data: EncodedBreaker) {}

  static create(now: number): Breaker {
    return new Breaker({
      ...{ state: 'closed', since: now, cause: null, troubles: 0, rest_ms: FIRST_REST_MS },
      ...{ probe_at: null, ramp: 1, taken: 0, from_lease: 0, openings: 0 },
    });
  }

  static decode(encoded: EncodedBreaker): Breaker {
    return new Breaker({ ...encoded });
  }

  encode(): EncodedBreaker {
    return { ...this.data };
  }

  get state(): ProviderState {
    return this.data.state;
  }

  get since(): number {
    return this.data.since;
  }

  get cause(): ProviderCause | null {
    return this.data.cause;
  }

  /** From when on a task may be tried; null unless it is open. */
  get probeAt(): number | null {
    return this.data.probe_at;
  }

  /** Permits from this one on count for {@link most}. */
  get fromLease(): number {
    return this.data.from_lease;
  }

  /** The most permits at once, of those given out since it opened. */
  get most(): number {
    const { state, ramp } = this.data;
    if (state === 'closed') return Infinity;
    return state === 'open' ? 0 : ramp;
  }

  /** How often it has opened, ever. */
  get openings(): number {
    return this.data.openings;
  }

  /** Whether it is of interest that the provider has taken a task. */
  get wantsWord(): boolean {
    return this.data.state !== 'closed' || this.data.troubles > 0;
  }

  /** The provider has taken a task, or has brought one to its end. */
  served(lease: number, now: number): void {
    const { data } = this;
    if (lease < data.from_lease) return;
    data.troubles = 0;
    if (data.state === 'half_open') {
      this.enter('ramping', now);
      data.rest_ms = FIRST_REST_MS;
    }
    if (data.state !== 'ramping') return;
    data.taken += 1;
    if (data.taken < data.ramp) return;
    data.ramp *= 2;
    data.taken = 0;
    if (data.ramp >= TRUSTED_AT) this.close(now);
  }

  /**
   * The provider is in trouble as a whole.
   * @param nextLease the permit that will be given out next
   */
  trouble(cause: ProviderCause, { lease, nextLease, now }: TroubleAt): void {
    const { data } = this;
    if (lease < data.from_lease || data.state === 'open') return;
    data.troubles += 1;
    const mayBeChance = data.state === 'closed' && !CERTAIN.has(cause.trouble);
    if (mayBeChance && data.troubles < TROUBLES_IN_A_ROW) return;
    this.enter('open', now);
    data.openings += 1;
    data.cause = cause;
    data.from_lease = nextLease;
    data.probe_at = now + data.rest_ms;
    data.rest_ms = Math.min(data.rest_ms * 2, LONGEST_REST_MS);
  }

  /** Time has passed. One that ramps up while nobody waits holds nobody back, and closes. */
  pass(now: number, waiting: number): void {
    const { data } = this;
    if (data.probe_at !== null && now >= data.probe_at) {
      this.enter('half_open', now);
      data.ramp = 1;
      data.taken = 0;
    }
    if (data.state === 'ramping' && waiting === 0) this.close(now);
  }

  private close(now: number): void {
    this.enter('closed', now);
    this.data.cause = null;
    this.data.troubles = 0;
  }

  private enter(state: ProviderState, now: number): void {
    this.data.state = state;
    this.data.since = now;
    this.data.probe_at = null;
  }
}

interface TroubleAt {
  /** The permit of whoever met it. */
  lease: number;
  nextLease: number;
  now: number;
}
