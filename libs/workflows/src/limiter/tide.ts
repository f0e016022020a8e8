import type { ProviderCause } from '@genvideo/models';

/** A tide as plain data, for the next run. */
export interface EncodedTide {
  /** The most tasks at once; null while the provider has refused none. */
  ceiling: number | null;
  cause: ProviderCause | null;
  /** When one more may be tried, in milliseconds of the Unix epoch. */
  raise_at: number;
  pause_ms: number;
  /** Whether the ceiling is one higher than what is known to be taken. */
  raised: boolean;
}

/** How long a ceiling stands before one more is tried, the first time and at most; doubled when that was refused. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Learns how many tasks a provider takes at once from its refusals: falls to what it had taken, and comes back by one
 * after a while. The level at which it refused is tried more and more seldom. Pure: no clock, no engine.
 */
export class Tide {
  private constructor(private readonly data: EncodedTide) {}

  static create(): Tide {
    return new Tide({ ceiling: null, cause: null, raise_at: 0, pause_ms: FIRST_PAUSE_MS, raised: false });
  }

  static decode(encoded: EncodedTide): Tide {
    return new Tide({ ...encoded });
  }

  encode(): EncodedTide {
    return { ...this.data };
  }

  /** The most tasks at once. */
  get limit(): number {
    return this.data.ceiling ?? Infinity;
  }

  get cause(): ProviderCause | null {
    return this.data.cause;
  }

  /** When one more may be tried, in milliseconds of the Unix epoch; null while there is no ceiling. */
  get raiseAt(): number | null {
    return this.data.ceiling === null ? null : this.data.raise_at;
  }

  /** @param others how many tasks the provider had besides the one that it refused */
  refused(cause: ProviderCause, others: number, now: number): void {
    const { data } = this;
    if (data.raised) data.pause_ms = Math.min(data.pause_ms * 2, LONGEST_PAUSE_MS);
    data.ceiling = Math.max(1, Math.min(others, this.limit));
    data.cause = cause;
    data.raised = false;
    data.raise_at = now + data.pause_ms;
  }

  /** Time has passed: one more where the ceiling keeps somebody waiting; forgotten once the configured limit has held. */
  pass(now: number, { inFlight, waiting, limit }: Demand): void {
    const { data } = this;
    if (data.ceiling === null) return;
    const binds = waiting > 0 && inFlight >= data.ceiling;
    if (binds && now >= data.raise_at) {
      // The level before has been borne for as long as this one had to wait.
      if (data.raised) data.pause_ms = FIRST_PAUSE_MS;
      data.ceiling += 1;
      data.raised = true;
      data.raise_at = now + data.pause_ms;
    }
    if (data.ceiling <= limit) return;
    data.ceiling = null;
    data.cause = null;
    data.raised = false;
  }
}

interface Demand {
  inFlight: number;
  waiting: number;
  /** The configured one; Infinity when there is none. */
  limit: number;
}
