import type { ErrorRequestHandler } from 'express';
import type { LogMockEvent } from './mock-event';

/** Turns what a handler threw into `{error}`: HttpErrors and bad JSON with their status, all else as 500 and into the log. */
export function answerErrors(log: LogMockEvent): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  // eslint-disable-next-line max-params, @typescript-eslint/no-unused-vars
  return (error: unknown, req, res, _next) => {
    const status = getStatus(error);
    if (status === 500) log({ event: 'mock_request_failed', path: req.path, error: String(error) });
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.status(status).json({ error: error instanceof Error ? error.message : String(error) });
  };
}

/** Express's own errors (a body that is not JSON, or too long) carry their status, as HttpErrors do. */
function getStatus(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}
