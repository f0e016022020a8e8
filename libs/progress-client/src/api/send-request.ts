import { UnreachableError } from '../unreachable-error';
import type { ApiOptions, ApiRequest } from './api-request';

/** As much of a path as errors show: a stream may name hundreds of jobs. */
const SHOWN_LENGTH = 200;

/** `GET http://127.0.0.1:8000/jobs`, for errors. */
export function describeRequest({ baseUrl }: ApiOptions, { method, path }: ApiRequest): string {
  const shown = path.length > SHOWN_LENGTH ? `${path.slice(0, SHOWN_LENGTH)}...` : path;
  return `${method} ${baseUrl}${shown}`;
}

/** The innermost reason: `fetch failed` alone tells nobody what to do. */
const toReason = (error: unknown): string => {
  const { code, cause, message, errors } = Object(error) as Partial<AggregateError & { code: unknown }>;
  if (typeof code === 'string') return code;
  const inner: unknown = cause ?? errors?.[0];
  return inner === undefined ? (message ?? String(error)) : toReason(inner);
};

/** What a broken connection means to the caller; the reason of an abort passes through. */
export function toTransportError(
  error: unknown,
  { options, request, signal }: { options: ApiOptions; request: ApiRequest; signal: AbortSignal },
): unknown {
  if (signal.aborted) return signal.reason;
  return new UnreachableError(
    `The API does not answer (${toReason(error)}): ${describeRequest(options, request)}. Check that it runs and that the URL names it.`,
    { cause: error },
  );
}

const toContent = ({ body, lines, file }: ApiRequest): { type: string; body: string | Blob } | null => {
  if (file !== undefined) return { type: file.type, body: file };
  if (lines !== undefined)
    return { type: 'application/x-ndjson', body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  return body === undefined ? null : { type: 'application/json', body: JSON.stringify(body) };
};

/** Sends one request, once. Rejects as `fetch` does. */
export function sendRequest(
  options: ApiOptions,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<Response> {
  const { baseUrl, apiKey } = options;
  const { method, path, headers } = request;
  const content = toContent(request);
  const send = options.fetch;
  const init = {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(content === null ? {} : { 'content-type': content.type }),
      ...headers,
    },
    ...(content === null ? {} : { body: content.body }),
    // Browsers would keep answers that have an ETag; Node does not know the field.
    cache: 'no-store',
    signal,
  };
  return send(`${baseUrl}${path}`, init);
}
