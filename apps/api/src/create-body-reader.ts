import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { ProblemError } from './problem';

/** Room for a job with the most metadata, every character of it escaped. */
const BODY_LIMIT = '256kb';

const JSON_TYPE = 'application/json';

/** A body of another type is refused; no body at all is for the route to judge. */
const refuseOtherTypes: RequestHandler = (request, _response, next) => {
  // Some clients announce a body of no bytes where they have none.
  const isEmpty = request.get('Content-Length') === '0';
  // Null without a body, false for another type.
  if (!isEmpty && request.is(JSON_TYPE) === false)
    throw new ProblemError('UnsupportedMediaType', `The body must be sent as Content-Type: ${JSON_TYPE}.`);
  next();
};

// Express knows an error handler by its four parameters.
// eslint-disable-next-line max-params
const explainBrokenJson: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  const isBroken = error instanceof SyntaxError && 'body' in error;
  next(
    isBroken
      ? new ProblemError('BadRequest', `The body is not valid JSON: ${error.message}.`, { cause: error })
      : error,
  );
};

/**
 * Reads a JSON body into `request.body`, which stays undefined without one. Answers 415 for another content type, 400
 * for what is not JSON, 413 for too much.
 * @param limit default 256 KB
 */
export function createBodyReader(limit: string = BODY_LIMIT): RequestHandler {
  return Router().use(
    refuseOtherTypes,
    express.json({ type: JSON_TYPE, limit, strict: false }),
    explainBrokenJson,
  );
}
