import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem';

/** The headers that tell a caller how many more requests it has. */
export type Quota = Readonly<Record<'RateLimit-Limit' | 'RateLimit-Remaining' | 'RateLimit-Reset', string>>;

export interface RateLimit {
  /**
   * Counts a request.
   * @throws ProblemError 429 once there were too many within a minute
   */
  count(who: string): Promise<Quota | null>;
}

const WINDOW_SECONDS = 60;

const toSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

const toQuota = (limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): Quota => ({
  'RateLimit-Limit': String(limit),
  'RateLimit-Remaining': String(remainingPoints),
  'RateLimit-Reset': String(toSeconds(msBeforeNext)),
});

const ZEROS = ['0', '0', '0', '0'];

/** Whoever has one IPv6 address has the 2^64 beside it, too: they count as one. */
export function toAddressName(address = 'unknown'): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return `address ${address}`;
  const [head = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  return `address ${[...groups, ...ZEROS].slice(0, ZEROS.length).join(':')}::/64`;
}

/**
 * So many requests a minute for each who asks, counted in this process; null counts nothing and lets everybody in.
 */
export function createRateLimit(requestsPerMinute: number | null): RateLimit {
  if (requestsPerMinute === null) return { count: () => Promise.resolve(null) };
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: WINDOW_SECONDS });
  return {
    async count(who) {
      try {
        return toQuota(requestsPerMinute, await limiter.consume(who));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfterSeconds = toSeconds(refusal.msBeforeNext);
        throw new ProblemError(
          'RateLimited',
          `More than ${requestsPerMinute} requests within a minute. Ask again in ${retryAfterSeconds} s.`,
          { retryAfterSeconds, headers: toQuota(requestsPerMinute, refusal) },
        );
      }
    },
  };
}
