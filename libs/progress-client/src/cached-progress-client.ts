import { LRUCache } from 'lru-cache';
import { InvalidRequestError } from './invalid-request-error';
import { orAborted } from './or-aborted';
import { parseNumber } from './parse-number';
import { ProgressQueryClient } from './progress-query-client';
import type { ProgressQueryClientOptions, SignalOption } from './progress-query-options';
import type { ProgressResult } from './progress-result';

export interface CachedProgressClientOptions extends ProgressQueryClientOptions {
  /** How long an answer serves everybody who asks, in seconds; default 5. */
  cacheTtlSeconds?: number | undefined;
  /** How many jobs are remembered; the one asked for longest ago goes first. Default 1,000. */
  cacheSize?: number | undefined;
}

const parseSize = (size: number): number => {
  if (Number.isInteger(size) && size >= 1) return size;
  throw new InvalidRequestError(`cacheSize must be a whole number of at least 1, not ${String(size)}.`);
};

/** A client that remembers answers for a few seconds, for pages and servers that ask for the same jobs often. */
export class CachedProgressClient extends ProgressQueryClient {
  readonly #answers: LRUCache<string, ProgressResult>;
  /** Questions under way. */
  readonly #asked = new Map<string, Promise<ProgressResult>>();

  /** @throws InvalidRequestError naming the option that is wrong or missing */
  constructor({ cacheTtlSeconds = 5, cacheSize = 1_000, ...options }: CachedProgressClientOptions) {
    super(options);
    // No time to live would mean for ever.
    const ttl = Math.max(1, Math.ceil(parseNumber('cacheTtlSeconds', cacheTtlSeconds, { least: 0 }) * 1_000));
    this.#answers = new LRUCache({ max: parseSize(cacheSize), ttl });
  }

  /**
   * `queryProgressWithFallback`, or its answer of the last `cacheTtlSeconds`. Those who ask at the same time share one
   * question; failures are not remembered.
   */
  async queryProgressCached(workflowId: string, { signal }: SignalOption = {}): Promise<ProgressResult> {
    const known = this.#answers.get(workflowId);
    return known ?? orAborted(this.#asked.get(workflowId) ?? this.#ask(workflowId), signal);
  }

  override async close(): Promise<void> {
    this.#answers.clear();
    await super.close();
  }

  #ask(workflowId: string): Promise<ProgressResult> {
    const answer = this.#remember(workflowId).finally(() => this.#asked.delete(workflowId));
    this.#asked.set(workflowId, answer);
    return answer;
  }

  async #remember(workflowId: string): Promise<ProgressResult> {
    const result = await this.queryProgressWithFallback(workflowId);
    if (result.success) this.#answers.set(workflowId, result);
    return result;
  }
}
