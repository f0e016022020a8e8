import { isGrpcServiceError } from '@temporalio/client';
import { ProblemError } from '../problem';
import { parseCursor } from './page-cursor';

/** What is answered to a query that has one bad parameter. */
export function refuseParameter(field: string, problem: string): ProblemError {
  return new ProblemError('BadRequest', `The query is not right: ${field} ${problem}.`, {
    problems: [{ field, problem }],
  });
}

const refuseCursor = (): ProblemError =>
  refuseParameter('cursor', 'is no next_cursor of a list with these filters; leave it out to begin anew');

/**
 * The engine's token for the page that a cursor names; empty for the first.
 * @throws ProblemError 400 for a cursor of another list
 */
export function parseToken(query: string, cursor: string | undefined): Uint8Array {
  if (cursor === undefined) return new Uint8Array();
  const token = parseCursor(query, cursor);
  if (token === null) throw refuseCursor();
  return token;
}

/** What the engine says of a token that it never gave, by the database behind it: UNKNOWN, INVALID_ARGUMENT. */
const TOKEN_REFUSALS: readonly number[] = [2, 3];

/**
 * Reads a page by the engine's token.
 * @throws ProblemError 400 for a token that the engine never gave
 */
export async function withToken<Page>(token: Uint8Array, read: () => Promise<Page>): Promise<Page> {
  try {
    return await read();
  } catch (error) {
    const isRefused = isGrpcServiceError(error) && TOKEN_REFUSALS.includes(error.code);
    throw isRefused && token.length > 0 ? refuseCursor() : error;
  }
}
