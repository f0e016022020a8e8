import ky, { type Options } from 'ky';
import type { z } from 'zod';
import { GenerationError } from '../generation-error';
import { toProviderError } from './to-provider-error';

export interface ProviderHttpOptions {
  baseUrl: string;
  /** Sent as a bearer token; null sends none. */
  apiKey: string | null;
  /** How long one request may take, its answer's body included, in milliseconds; default 30,000. */
  timeoutMs?: number;
}

export interface ProviderHttp {
  /**
   * One JSON request. The answer is parsed by its schema: one that breaks the protocol rejects as ContractViolation.
   * Never tries again by itself.
   */
  request<Answer>(route: string, options: Options & { schema: z.ZodType<Answer> }): Promise<Answer>;
}

const parseAnswer = <Answer>(schema: z.ZodType<Answer>, body: string, what: string): Answer => {
  try {
    // Some calls answer nothing, which is for their schema to allow.
    return schema.parse(body === '' ? undefined : JSON.parse(body));
  } catch (error) {
    throw new GenerationError('ContractViolation', `${what} answered what its protocol does not allow`, {
      ambiguous: true,
      cause: error,
    });
  }
};

/** An HTTP client for one provider. */
export function createProviderHttp({
  baseUrl,
  apiKey,
  timeoutMs = 30_000,
}: ProviderHttpOptions): ProviderHttp {
  const client = ky.create({
    prefixUrl: baseUrl,
    retry: 0,
    // The limit is ours: ky's own ends with the answer's headers.
    timeout: false,
    redirect: 'error',
    headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
  });
  return {
    async request(route, { schema, signal, ...options }) {
      const limit = AbortSignal.timeout(timeoutMs);
      const either = signal ? AbortSignal.any([signal, limit]) : limit;
      const what = `${(options.method ?? 'get').toUpperCase()} ${baseUrl}/${route}`;
      try {
        return parseAnswer(schema, await client(route, { ...options, signal: either }).text(), what);
      } catch (error) {
        throw await toProviderError(error, what);
      }
    },
  };
}
