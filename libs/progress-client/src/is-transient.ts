import { ClientError, type ClientErrorType } from './client-error';

const TRANSIENT: readonly ClientErrorType[] = ['ServiceUnavailable', 'TimedOut', 'RateLimited'];

/** Whether nobody gave an answer, so that asking again later, or asking somebody else, makes sense. */
export function isTransient(error: unknown): error is ClientError {
  return error instanceof ClientError && TRANSIENT.includes(error.type);
}
