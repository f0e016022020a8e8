import { HTTPError } from 'ky';
import type { FailureType } from '@genvideo/models';
import { proxyErrorSchema } from '@genvideo/models/wire';
import { GenerationError } from '../generation-error';
import { toErrorCode } from '../to-error-code';
import { toStatusTrouble } from './to-status-trouble';

/** Errors of a connection that never came about: nothing was sent, so nothing happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const TYPE_BY_STATUS: Record<number, FailureType> = {
  400: 'InvalidRequest',
  401: 'ProviderMisconfigured',
  402: 'ProviderMisconfigured',
  403: 'ProviderMisconfigured',
  404: 'NotFound',
  408: 'ServiceUnavailable',
  409: 'Conflict',
  413: 'InvalidRequest',
  422: 'InvalidRequest',
  425: 'ServiceUnavailable',
  429: 'RateLimited',
  451: 'ProviderRefused',
};

const toType = (status: number): FailureType =>
  TYPE_BY_STATUS[status] ?? (status >= 500 ? 'ServiceUnavailable' : 'ContractViolation');

/** Seconds or a date, as RFC 9110 allows for Retry-After; in milliseconds. */
const toRetryAfterMs = (header: string | null): number | undefined => {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** The protocol's own words for what is wrong, or null when the answer does not follow the protocol. */
const parseReason = (body: string): string | null => {
  try {
    return proxyErrorSchema.parse(JSON.parse(body)).error;
  } catch {
    return null;
  }
};

async function fromResponse({ response }: HTTPError, what: string): Promise<GenerationError> {
  const body = await response.text().catch(() => '');
  const reason = parseReason(body);
  const retryAfterMs = toRetryAfterMs(response.headers.get('retry-after'));
  const options = {
    ambiguous: response.status >= 500,
    httpStatus: response.status,
    trouble: toStatusTrouble(response.status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (response.status === 404 && reason === null) {
    const hint = 'it does not know this route; check the base URL';
    return new GenerationError('ProviderMisconfigured', `${what} answered 404: ${hint}`, options);
  }
  const words = reason ?? (body.slice(0, 200).replaceAll(/\s+/g, ' ').trim() || response.statusText);
  return new GenerationError(
    toType(response.status),
    `${what} answered ${response.status}: ${words}`,
    options,
  );
}

const hasName = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name;

/** Our own time limit, whose error is one of the platform's. */
const isTimeout = (error: unknown): boolean => hasName(error, 'TimeoutError');

/** We gave up ourselves, for reasons that are not the provider's. */
const isAbort = (error: unknown): boolean => hasName(error, 'AbortError');

/** Turns whatever an HTTP request to a provider threw into a GenerationError; `what` names method and URL. */
export async function toProviderError(error: unknown, what: string): Promise<GenerationError> {
  if (error instanceof GenerationError) return error;
  if (error instanceof HTTPError) return fromResponse(error, what);
  if (isTimeout(error)) {
    return new GenerationError('ServiceUnavailable', `${what} did not answer in time`, {
      ambiguous: true,
      trouble: 'unreachable',
      cause: error,
    });
  }
  const code = toErrorCode(error);
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  return new GenerationError('ServiceUnavailable', `${what} failed: ${reason}`, {
    ambiguous: code === undefined || !NEVER_SENT.has(code),
    trouble: isAbort(error) ? null : 'unreachable',
    cause: error,
  });
}
