import type { ErrorRequestHandler } from 'express';
import { HttpError } from '../http-error';

/** Answers what a handler threw as fal does. */
export function answerFalErrors(): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, _req, res, next) => {
    // Express's own errors (a body that is not JSON, or too long) carry a status, too.
    const isOfRequest = error instanceof HttpError || error instanceof SyntaxError;
    if (!isOfRequest) return next(error);
    res.status(error instanceof HttpError ? error.status : 422).json({ detail: error.message });
  };
}
