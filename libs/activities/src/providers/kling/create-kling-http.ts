import ky, { HTTPError, type Options } from 'ky';
import { klingEnvelopeSchema, klingTaskAnswerSchema, type KlingTask } from '@genvideo/models/wire';
import { GenerationError } from '../../generation-error';
import { toProviderError } from '../to-provider-error';
import { createKlingToken, type KlingCredentials } from './create-kling-token';
import { KlingError } from './kling-error';
import { toKlingError } from './to-kling-error';

export interface KlingHttpOptions {
  /** `https://api-singapore.klingai.com`, for example. */
  baseUrl: string;
  credentials: KlingCredentials;
  /** How long one request may take, its answer's body included, in milliseconds; default 30,000. */
  timeoutMs?: number;
  /** This machine's clock, in milliseconds of the Unix epoch. */
  now?: () => number;
}

export interface KlingHttp {
  /** One request about one task, never repeated but for a token that Kling takes for early or late. */
  request(route: string, options: Options): Promise<KlingTask>;
}

/** Codes of a token that is not valid yet, or no longer. */
const BAD_TIME = new Set([1003, 1004]);

interface Exchange {
  response: Response;
  text: string;
  /** Where the HTTP status is that of an error. */
  error: HTTPError | null;
}

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const toSeconds = (header: string | null): number => (header === null ? NaN : Number(header));

/** The task in an answer. What is no answer of Kling's at all is judged by its HTTP status. */
function parseTask({ response, text, error }: Exchange, what: string): KlingTask {
  const body = toJson(text);
  const envelope = klingEnvelopeSchema.safeParse(body);
  if (!envelope.success && error) throw error;
  if (envelope.success && envelope.data.code !== 0) {
    const seconds = toSeconds(response.headers.get('retry-after'));
    throw toKlingError(
      {
        envelope: envelope.data,
        httpStatus: response.status,
        retryAfterMs: seconds >= 0 ? seconds * 1_000 : undefined,
      },
      what,
    );
  }
  const answer = klingTaskAnswerSchema.safeParse(body);
  if (answer.success) return answer.data.data;
  throw new GenerationError('ContractViolation', `${what} answered what its protocol does not allow`, {
    ambiguous: true,
    cause: answer.error,
  });
}

/** An HTTP client for Kling: signs its requests and judges answers by their code. */
export function createKlingHttp(options: KlingHttpOptions): KlingHttp {
  const { baseUrl, credentials, timeoutMs = 30_000, now = Date.now } = options;
  const token = createKlingToken(credentials, now);
  // The limit is ours: ky's own ends with the answer's headers.
  const client = ky.create({ prefixUrl: baseUrl, retry: 0, timeout: false, redirect: 'error' });

  const exchange = async (route: string, request: Options): Promise<Exchange> => {
    const bearer = token.read();
    const headers = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    try {
      const response = await client(route, { ...request, headers });
      return { response, text: await response.text(), error: null };
    } catch (error) {
      if (!(error instanceof HTTPError)) throw error;
      const { response } = error;
      return { response, text: await response.clone().text(), error };
    }
  };

  const mayRenew = (error: unknown, { response }: Exchange): boolean => {
    if (!(error instanceof KlingError) || !BAD_TIME.has(error.code)) return false;
    const serverTimeMs = Date.parse(response.headers.get('date') ?? '');
    return token.renew(Number.isNaN(serverTimeMs) ? null : serverTimeMs);
  };

  const ask = async (route: string, request: Options, what: string): Promise<KlingTask> => {
    const first = await exchange(route, request);
    try {
      return parseTask(first, what);
    } catch (error) {
      if (!mayRenew(error, first)) throw error;
      return parseTask(await exchange(route, request), what);
    }
  };

  return {
    async request(route, { signal, ...request }) {
      const limit = AbortSignal.timeout(timeoutMs);
      const either = signal ? AbortSignal.any([signal, limit]) : limit;
      const what = `${(request.method ?? 'get').toUpperCase()} ${baseUrl}/${route}`;
      try {
        return await ask(route, { ...request, signal: either }, what);
      } catch (error) {
        throw await toProviderError(error, what);
      }
    },
  };
}
