import type { Caller } from '../auth/caller';
import { ANONYMOUS } from '../auth/create-ticket-office';
import { ProblemError } from '../problem';

const RETRY_AFTER_SECONDS = 5;

export interface WatcherLimits {
  /** What is counted, for the errors; default "watch", as in "20,000 watch already". */
  what?: string;
  /** How many may watch through this process. */
  total: number;
  /** How many of them with one key. */
  perKey: number;
}

/** How many watch, altogether and with each key. */
export class WatcherCounts {
  private readonly byKey = new Map<string, number>();
  private watching = 0;

  constructor(private readonly limits: WatcherLimits) {}

  get total(): number {
    return this.watching;
  }

  /**
   * Counts one more, or so many, until the returned function is called.
   * @param caller those without a key are limited together with all others alone
   * @throws ProblemError 503 when too many watch already, 429 when too many of them have come with this key
   */
  add(caller: Caller | null, count = 1): () => void {
    const { what = 'watch', total, perKey } = this.limits;
    if (this.watching + count > total)
      throw new ProblemError(
        'ServiceUnavailable',
        `${total} ${what} through this process already, which is its limit. Try again later.`,
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    const key = caller === null || caller.name === ANONYMOUS.name ? null : caller.name;
    if (key !== null && this.of(key) + count > perKey)
      throw new ProblemError(
        'RateLimited',
        `${perKey} ${what} with this key already, which is its limit. End some watches, or try again later.`,
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    this.change(key, count);
    return () => this.change(key, -count);
  }

  private of(key: string): number {
    return this.byKey.get(key) ?? 0;
  }

  private change(key: string | null, by: number): void {
    this.watching += by;
    if (key === null) return;
    const count = this.of(key) + by;
    if (count === 0) this.byKey.delete(key);
    else this.byKey.set(key, count);
  }
}
