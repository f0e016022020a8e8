import { GenerationError } from '../../generation-error';

/** A failure that took longer says that nobody is there, in milliseconds. */
const SOON_MS = 2_000;

const isStumble = (error: unknown): boolean =>
  error instanceof GenerationError && error.type === 'ServiceUnavailable' && error.ambiguous;

/**
 * Reads, and reads once more where the connection broke or the server stumbled: to find a prompt takes a dozen requests to
 * several servers, and one hiccup would be the end of all of them. Reading changes nothing.
 */
export async function readOnceMore<Answer>(
  read: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const startedAt = Date.now();
  try {
    return await read();
  } catch (error) {
    if (!isStumble(error) || signal.aborted || Date.now() - startedAt > SOON_MS) throw error;
    return read();
  }
}
