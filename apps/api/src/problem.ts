import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { GenerationError } from '@genvideo/activities/storage';
import { toFailureRule, type FailureType } from '@genvideo/models';
import type { FieldProblem } from '@genvideo/models/schemas';
import type { Logger } from '@genvideo/runtime';

/** What only HTTP knows; everything else is a failure of the one table in models. */
const HTTP_ONLY_STATUS = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  MethodNotAllowed: 405,
  TooSlow: 408,
  PreconditionFailed: 412,
  TooLarge: 413,
  UnsupportedMediaType: 415,
  BadRange: 416,
  HeadersTooLarge: 431,
  Unexpected: 500,
} as const;

/** The kinds of problem the API answers with; a problem document names its kind in `type`. */
export type ProblemKind =
  | keyof typeof HTTP_ONLY_STATUS
  | Extract<
      FailureType,
      | 'InvalidRequest'
      | 'NotFound'
      | 'Conflict'
      | 'RateLimited'
      | 'ServiceUnavailable'
      | 'TimedOut'
      | 'ContractViolation'
      | 'StorageUnavailable'
    >;

const isHttpOnly = (kind: ProblemKind): kind is keyof typeof HTTP_ONLY_STATUS =>
  Object.hasOwn(HTTP_ONLY_STATUS, kind);

/** The status that a kind of problem is answered with; no two kinds share one. */
export const toStatus = (kind: ProblemKind): number =>
  isHttpOnly(kind) ? HTTP_ONLY_STATUS[kind] : toFailureRule(kind).httpStatus;

export interface ProblemOptions extends ErrorOptions {
  /** Every bad field, for answers about input. */
  problems?: readonly FieldProblem[];
  /** Sent as Retry-After. */
  retryAfterSeconds?: number;
  /** The job that may be there all the same, for answers that leave it open. */
  workflowId?: string;
  /** Sent besides. */
  headers?: Readonly<Record<string, string>>;
}

/** Thrown by a route to answer with a problem document; `detail` says what is wrong and what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly problems: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly workflowId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly kind: ProblemKind,
    detail: string,
    { problems, retryAfterSeconds, workflowId, headers = {}, ...options }: ProblemOptions = {},
  ) {
    super(detail, options);
    this.status = toStatus(kind);
    this.problems = problems;
    this.retryAfterSeconds = retryAfterSeconds;
    this.workflowId = workflowId;
    this.headers = headers;
  }
}

/** The problem document of RFC 9457, as it is sent. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  /** Every bad field, in answers about input. */
  problems?: readonly FieldProblem[];
  /** The job that may be there all the same. */
  workflow_id?: string;
}

/** @param url of the request, whose path the document names */
export function toProblemDocument(problem: ProblemError, url: string): ProblemDocument {
  return {
    type: `urn:genvideo:problem:${problem.kind}`,
    title: STATUS_CODES[problem.status] ?? problem.kind,
    status: problem.status,
    detail: problem.message,
    instance: url.split('?')[0] ?? '',
    ...(problem.problems === undefined ? {} : { problems: problem.problems }),
    ...(problem.workflowId === undefined ? {} : { workflow_id: problem.workflowId }),
  };
}

/** The headers that go with a problem document. */
export function toProblemHeaders({ headers, retryAfterSeconds }: ProblemError): Record<string, string> {
  const retryAfter: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return { ...headers, ...retryAfter, 'Content-Type': 'application/problem+json' };
}

const sendProblem = (response: Response, problem: ProblemError): void => {
  response
    .status(problem.status)
    .set(toProblemHeaders(problem))
    .send(JSON.stringify(toProblemDocument(problem, response.req.originalUrl)));
};

/** What Express and its body parsers throw carries the status they would answer with. */
const toHttpStatus = (error: unknown): number | null =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;

/** What the store says is for operators: it names places and keys. */
const toStorageProblem = (cause: GenerationError): ProblemError =>
  new ProblemError(
    'StorageUnavailable',
    'The store of results cannot be used at present; the log of the API says why. Ask again when that is mended.',
    { cause },
  );

/** The kinds that somebody has to look after, by the log. */
const LOGGED: ReadonlySet<ProblemKind> = new Set(['Unexpected', 'StorageUnavailable']);

/** Any error as the problem to answer with; what nobody foresaw keeps its details to itself. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof GenerationError && error.type === 'StorageUnavailable') return toStorageProblem(error);
  const status = toHttpStatus(error);
  if (status === 413)
    return new ProblemError('TooLarge', 'The body is larger than this route takes.', { cause: error });
  if (status === 416)
    return new ProblemError('BadRange', 'The file has no such range; Content-Range says how long it is.', {
      cause: error,
    });
  if (status === 415 && error instanceof Error)
    return new ProblemError('UnsupportedMediaType', `The body cannot be read: ${error.message}.`, {
      cause: error,
    });
  if (status !== null && status >= 400 && status < 500 && error instanceof Error)
    return new ProblemError('BadRequest', `The request cannot be read: ${error.message}.`, { cause: error });
  return new ProblemError(
    'Unexpected',
    'Something went wrong on this side; the log of the API has the details.',
    { cause: error },
  );
}

/** The last handler: whatever was thrown becomes a problem document. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, request, response, next) => {
    const problem = toProblem(error);
    if (LOGGED.has(problem.kind))
      logger.error({ err: error, method: request.method, path: request.path }, 'request_failed');
    if (response.headersSent) next(error);
    else sendProblem(response, problem);
  };
}

/** Answers what no route took. */
export const refuseUnknownRoute: RequestHandler = ({ method, path }) => {
  throw new ProblemError('NotFound', `There is no ${method} ${path}. GET / lists what there is.`);
};

/** Answers the other methods of a route that is there. */
export const refuseOtherMethods =
  (allowed: string): RequestHandler =>
  ({ method, path }) => {
    throw new ProblemError('MethodNotAllowed', `${path} takes ${allowed}, not ${method}.`, {
      headers: { Allow: allowed },
    });
  };
