import type { FieldProblem } from '@genvideo/models/schemas';
import { EXAMPLE_ID } from '../job/job-examples';
import { toJobLinks } from '../job/job-links';
import { ProblemError, toProblemDocument, type ProblemKind } from '../problem';

/** How one kind of problem is documented. */
export interface ProblemAnswer {
  /** What the kind means. */
  description: string;
  /** What an answer may say. */
  detail: string;
  /** The path that the example was asked for. */
  instance: string;
  problems?: readonly FieldProblem[];
  /** Header names with what each says. */
  headers?: Readonly<Record<string, string>>;
}

const LINKS = toJobLinks(EXAMPLE_ID);

/** How long to wait, in seconds. */
const RETRY_AFTER = { 'Retry-After': 'The seconds to wait before asking again.' };

/** What each kind of problem means and looks like, for the documentation. */
export const PROBLEM_ANSWERS: Readonly<Record<ProblemKind, ProblemAnswer>> = {
  BadRequest: {
    description: 'The request cannot be read, or its query is not right.',
    detail: 'The query is not right: verbose is not a known parameter.',
    instance: LINKS.status_url,
    problems: [{ field: 'verbose', problem: 'is not a known parameter' }],
  },
  Unauthorized: {
    description: 'No key, or none of this API.',
    detail: 'A key is needed. Send a key of API_KEYS as "Authorization: Bearer KEY" or "X-API-Key: KEY".',
    instance: '/jobs',
    headers: { 'WWW-Authenticate': 'How to say who asks.' },
  },
  Forbidden: {
    description: 'The key is bound to a user, and may not do this.',
    detail: 'This key submits jobs of user "ada" alone, not of "bob". Set user_id to "ada".',
    instance: '/jobs',
  },
  NotFound: {
    description: 'There is none, or none that this key may see.',
    detail: `There is no workflow "${EXAMPLE_ID}". Check the id and the namespace; jobs that ended long ago are forgotten by the engine.`,
    instance: LINKS.status_url,
  },
  MethodNotAllowed: {
    description: 'Allow names the methods of this path.',
    detail: '/jobs takes POST, not GET.',
    instance: '/jobs',
    headers: { Allow: 'The methods of this path.' },
  },
  TooSlow: {
    description: 'The request took too long to arrive.',
    detail: 'The request did not arrive in time. Send it again, all at once.',
    instance: '',
  },
  Conflict: {
    description: 'It does not fit what is there.',
    detail: `"${EXAMPLE_ID}" has already ended (COMPLETED): there is nothing to cancel.`,
    instance: LINKS.cancel_url,
  },
  PreconditionFailed: {
    description: 'The file is not as the request says it has to be.',
    detail: 'The file is not as If-Match or If-Unmodified-Since says. Ask without them for what it is now.',
    instance: `/assets/${EXAMPLE_ID}/video.mp4`,
  },
  TooLarge: {
    description: 'The body is larger than this route takes.',
    detail: 'The body is larger than this route takes.',
    instance: '/jobs',
  },
  UnsupportedMediaType: {
    description: 'The body is of another type than this route takes.',
    detail: 'The body must be sent as Content-Type: application/json.',
    instance: '/jobs',
  },
  BadRange: {
    description: 'The file has no such range.',
    detail: 'The file has no such range; Content-Range says how long it is.',
    instance: `/assets/${EXAMPLE_ID}/video.mp4`,
    headers: { 'Content-Range': 'How long the file is: bytes */LENGTH.' },
  },
  InvalidRequest: {
    description: 'The content is not right; every bad field is named.',
    detail: 'prompt is empty.',
    instance: '/jobs',
    problems: [{ field: 'prompt', problem: 'is empty' }],
  },
  RateLimited: {
    description: 'Too many requests, or too many jobs that wait. Retry-After says when to ask again.',
    detail: 'More than 600 requests within a minute. Ask again in 12 s.',
    instance: LINKS.progress_url,
    headers: RETRY_AFTER,
  },
  HeadersTooLarge: {
    description: 'The URL and the headers are larger than this API takes.',
    detail: 'The URL and the headers are larger than 32768 bytes.',
    instance: '',
  },
  Unexpected: {
    description: "Something went wrong on this side; the API's log has the details.",
    detail: 'Something went wrong on this side; the log of the API has the details.',
    instance: '/jobs',
  },
  ContractViolation: {
    description: 'The job left a result that cannot be read.',
    detail: `The result of "${EXAMPLE_ID}" cannot be read.`,
    instance: LINKS.result_url,
  },
  StorageUnavailable: {
    description: "The store of results cannot be used; the API's log has the details.",
    detail:
      'The store of results cannot be used at present; the log of the API says why. Ask again when that is mended.',
    instance: `/assets/${EXAMPLE_ID}/video.mp4`,
  },
  ServiceUnavailable: {
    description: 'The engine, or a worker, is out of reach. Retry-After says when to ask again.',
    detail:
      'The engine at 127.0.0.1:7233 does not answer (no answer within 1000 ms). Ask again in 5 s; what was asked for may have been done.',
    instance: LINKS.status_url,
    headers: {
      'Retry-After': 'The seconds to wait before asking again; not there when an operator has to act.',
    },
  },
  TimedOut: {
    description: 'The workflow did not answer in time.',
    detail: 'The limiter did not answer in time. Ask again in 5 s.',
    instance: '/limiter',
    headers: RETRY_AFTER,
  },
};

/** The problem document of a kind, as it may be answered. */
export function toProblemExample(kind: ProblemKind) {
  const { detail, instance, problems } = PROBLEM_ANSWERS[kind];
  return toProblemDocument(
    new ProblemError(kind, detail, problems === undefined ? {} : { problems }),
    instance,
  );
}
