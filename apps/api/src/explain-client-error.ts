import type { ErrorRequestHandler } from 'express';
import { InvalidInputError } from '@genvideo/models/schemas';
import {
  ConflictError,
  EngineMisconfiguredError,
  EngineUnavailableError,
  InvalidRequestError,
  NoAnswerError,
  NotFoundError,
  QueueFullError,
  UnreadableResultError,
} from '@genvideo/progress-client/direct';
import { ProblemError, type ProblemOptions } from './problem';

const RETRY_AFTER_SECONDS = 5;

type Failure = new (...values: never[]) => Error;

/** Errors whose message is all that there is to say. */
const PLAIN: readonly [Failure, ProblemError['kind'], ProblemOptions?][] = [
  [InvalidRequestError, 'InvalidRequest'],
  [ConflictError, 'Conflict'],
  [NotFoundError, 'NotFound'],
  [EngineUnavailableError, 'ServiceUnavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS }],
  [EngineMisconfiguredError, 'ServiceUnavailable'],
  [UnreadableResultError, 'ContractViolation'],
];

/** What the progress client threw as the problem to answer with; other errors stay as they are. */
export function toClientProblem(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const { message } = cause;
  if (cause instanceof InvalidInputError)
    return new ProblemError('InvalidRequest', `${message}.`, { problems: cause.problems, cause });
  if (cause instanceof QueueFullError)
    return new ProblemError(cause.type, message, { retryAfterSeconds: cause.retryAfterSeconds, cause });
  if (cause instanceof NoAnswerError) {
    const kind = cause.at.hasWorker ? 'TimedOut' : 'ServiceUnavailable';
    return new ProblemError(kind, message, { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
  }
  const [, kind, options] = PLAIN.find(([failure]) => cause instanceof failure) ?? [];
  return kind === undefined ? cause : new ProblemError(kind, message, { ...options, cause });
}

/** What the progress client threw becomes the problem to answer with; other errors stay as they are. */
// Express knows an error handler by its four parameters.
// eslint-disable-next-line max-params
export const explainClientError: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  next(toClientProblem(error));
};
