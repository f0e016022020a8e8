import type { z } from 'zod';
import { linkSignals } from '../link-signals';
import { pause } from '../pause';
import { TimedOutError } from '../timed-out-error';
import type { ApiOptions, ApiRequest } from './api-request';
import { parseAnswer, toRefusal, type ReadAnswer } from './read-answer';
import { toRetryDelayMs } from './retry-delay';
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
export async function askApi<Answer>(
  options: ApiOptions,
  request: ApiRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await askOnce(options, request, schema);
    } catch (error) {
      const delayMs = failures < options.retries ? toRetryDelayMs(error, failures) : null;
      if (delayMs === null || request.signal.aborted) throw error;
      await pause(delayMs, request.signal);
      request.signal.throwIfAborted();
    }
  }
}
