import type { z } from 'zod';
import { linkSignals } from '../link-signals';
import { RateLimitedError } from '../rate-limited-error';
import { repeat } from '../repeat';
import { TimedOutError } from '../timed-out-error';
import type { ApiOptions, ApiRequest } from './api-request';
import { parseAnswer, toRefusal, type ReadAnswer } from './read-answer';
import { toBackoffMs, toRetryDelayMs } from './retry-delay';
import { describeRequest, sendRequest, toTransportError } from './send-request';

const readOnce = async (options: ApiOptions, request: ApiRequest): Promise<ReadAnswer> => {
  const { signal, abort, unlink } = linkSignals([request.signal]);
  const late = new TimedOutError(
    `The API did not answer within ${options.timeoutMs} ms: ${describeRequest(options, request)}.`,
  );
  const timer = setTimeout(() => abort(late), options.timeoutMs);
  try {
    const response = await sendRequest(options, request, signal);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    throw toTransportError(error, { options, request, signal });
  } finally {
    clearTimeout(timer);
    unlink();
  }
};

const askOnce = async <Answer>(
  options: ApiOptions,
  request: ApiRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer> => {
  const answer = await readOnce(options, request);
  if (answer.status < 200 || answer.status > 299) throw toRefusal(options, request, answer);
  return parseAnswer(schema, answer, describeRequest(options, request));
};

/**
 * Asks the API and parses its answer. Repeats the request while the API cannot serve it, so that everything that is
 * sent this way must be safe to send twice.
 * @throws ClientError, or the reason of the request's signal
 */
export function askApi<Answer>(
  options: ApiOptions,
  request: ApiRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { retries } = options;
  const { signal } = request;
  return repeat(() => askOnce(options, request, schema), { retries, signal, toDelayMs: toRetryDelayMs });
}

/**
 * Asks for something that happens once however often it is asked for under its id. Repeats also what was not answered
 * in time: it may have happened or not, and only another try tells.
 * @throws ClientError, or the reason of the request's signal
 */
export async function askApiOnce<Answer>(
  options: ApiOptions,
  request: ApiRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { retries } = options;
  const { signal } = request;
  let inDoubt = false;
  const toDelayMs = (error: unknown, failures: number): number | null => {
    inDoubt ||= !(error instanceof RateLimitedError);
    return error instanceof TimedOutError ? toBackoffMs(failures) : toRetryDelayMs(error, failures);
  };
  try {
    return await repeat(() => askOnce(options, request, schema), { retries, signal, toDelayMs });
  } catch (error) {
    if (!(error instanceof RateLimitedError) || !inDoubt) throw error;
    const { message, retryAfterSeconds } = error;
    throw new RateLimitedError(
      `${message} This answers another try: one before was not answered and may have had its effect all the same. Try again under the same id.`,
      { retryAfterSeconds, cause: error },
    );
  }
}
