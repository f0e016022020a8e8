import type { ProblemKind } from '../problem';

/** What each kind of problem means, for the documentation. */
export const PROBLEM_DESCRIPTIONS: Readonly<Record<ProblemKind, string>> = {
  BadRequest: 'The request cannot be read, or its query is not right.',
  Unauthorized: 'No key, or none of this API.',
  Forbidden: 'The key is bound to a user, and may not do this.',
  NotFound: 'There is none, or none that this key may see.',
  MethodNotAllowed: 'Allow names the methods of this path.',
  TooSlow: 'The request took too long to arrive.',
  Conflict: 'It does not fit what is there.',
  TooLarge: 'The body is larger than this route takes.',
  UnsupportedMediaType: 'The body is of another type than this route takes.',
  BadRange: 'The file has no such range.',
  InvalidRequest: 'The content is not right; every bad field is named.',
  RateLimited: 'Too many requests, or too many jobs that wait. Retry-After says when to ask again.',
  HeadersTooLarge: 'The URL and the headers are larger than this API takes.',
  Unexpected: "Something went wrong on this side; the API's log has the details.",
  ContractViolation: 'The job left a result that cannot be read.',
  ServiceUnavailable: 'The engine, or a worker, is out of reach. Retry-After says when to ask again.',
  TimedOut: 'The workflow did not answer in time.',
};
