import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler } from 'express';
import { HttpError } from '../http-error';
import { KlingRefusal } from './kling-refusal';

const toRefusal = (error: unknown): KlingRefusal => {
  if (error instanceof KlingRefusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  // Express's own errors (a body that is not JSON, or too long) carry a status, as ours about bad fields do.
  const isOfRequest = error instanceof HttpError || (error instanceof Error && 'status' in error);
  return new KlingRefusal(isOfRequest ? 1201 : 5000, message);
};

/** Answers what a handler threw as Kling does. */
export function answerKlingErrors(): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  // eslint-disable-next-line max-params, @typescript-eslint/no-unused-vars
  return (error: unknown, _req, res, _next) => {
    const { status, code, message } = toRefusal(error);
    res.status(status).json({ code, message, request_id: randomUUID() });
  };
}
