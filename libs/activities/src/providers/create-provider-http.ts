import ky, { type Options } from 'ky';
import type { z } from 'zod';
import { toTraceHeaders } from '../carry-trace';
import { fetchWithinLimit } from './fetch-within-limit';
import { parseAnswer } from './parse-answer';
import { toProviderError } from './to-provider-error';

export interface ProviderHttpOptions {
  baseUrl: string;
  /** Null sends none. */
  apiKey: string | null;
  /** What stands before the key; default `Bearer`. */
  keyScheme?: string;
  /** How long one request may take, its answer's body included, in milliseconds; default 30,000. */
  timeoutMs?: number;
}

/** An answer as it came. */
export interface ProviderAnswer {
  status: number;
  body: string;
}

export interface ProviderHttp {
  /**
   * One JSON request. The answer is parsed by its schema: one that breaks the protocol rejects as ContractViolation.
   * Never tries again by itself.
   */
  request<Answer>(route: string, options: Options & { schema: z.ZodType<Answer> }): Promise<Answer>;
  /** One request whose status says something too: `throwHttpErrors` says which of them are errors. */
  ask(route: string, options: Options): Promise<ProviderAnswer>;
}

const goOnWithTrace = (request: Request): void => {
  for (const [name, value] of Object.entries(toTraceHeaders())) request.headers.set(name, value);
};

/** An HTTP client for one provider. */
export function createProviderHttp({
  baseUrl,
  apiKey,
  keyScheme = 'Bearer',
  timeoutMs = 30_000,
}: ProviderHttpOptions): ProviderHttp {
  const client = ky.create({
    prefixUrl: baseUrl,
    retry: 0,
    // The limit is ours: ky's own ends with the answer's headers.
    timeout: false,
    redirect: 'error',
    headers: apiKey === null ? {} : { authorization: `${keyScheme} ${apiKey}` },
    fetch: fetchWithinLimit,
    hooks: { beforeRequest: [goOnWithTrace] },
  });
  const toWhat = (route: string, { method = 'get' }: Options): string =>
    `${method.toUpperCase()} ${baseUrl}/${route}`;
  const ask = async (route: string, { signal, ...options }: Options): Promise<ProviderAnswer> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      const response = await client(route, { ...options, signal: either });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      throw await toProviderError(error, toWhat(route, options));
    }
  };
  return {
    ask,
    async request(route, { schema, ...options }) {
      return parseAnswer(schema, (await ask(route, options)).body, toWhat(route, options));
    },
  };
}
