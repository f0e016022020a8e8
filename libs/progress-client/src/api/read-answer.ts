import type { z } from 'zod';
import { ContractViolationError } from '../contract-violation-error';
import { problemSchema } from './answers';
import { describeRequest } from './send-request';
import { parseRetryAfter } from './parse-retry-after';
import { toProblemError } from './to-problem-error';
import type { ApiOptions, ApiRequest } from './api-request';

/** An answer, read to its end. */
export interface ReadAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The typed error that an answer with a status other than 2xx stands for. */
export function toRefusal(options: ApiOptions, request: ApiRequest, answer: ReadAnswer): Error {
  const problem = problemSchema.safeParse(parseJson(answer.text));
  return toProblemError({
    status: answer.status,
    detail: problem.success ? problem.data.detail : null,
    problems: problem.success ? problem.data.problems : [],
    retryAfterSeconds: parseRetryAfter(answer.headers.get('retry-after'), new Date()),
    request: describeRequest(options, request),
    workflowId: request.workflowId,
  });
}

/**
 * A good answer, parsed by its schema.
 * @throws ContractViolationError when it is not what the schema says
 */
export function parseAnswer<Answer>(
  schema: z.ZodType<Answer>,
  { headers, status, text }: ReadAnswer,
  described: string,
): Answer {
  const value = parseJson(text);
  if (value === undefined)
    throw new ContractViolationError(
      `${described} answered ${status} with ${headers.get('content-type') ?? 'no content type'} instead of JSON. Check that the URL is that of a GenVideo API.`,
    );
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ContractViolationError(
    `${described} answered something else than the contract says (${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}). Check that the URL is that of a GenVideo API of a version that fits.`,
    { cause: parsed.error },
  );
}
