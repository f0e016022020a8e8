import { GenerationError } from '../../generation-error';
import { pause } from '../../pause';

/** A failure that took longer says that nobody is there, in milliseconds. */
const SOON_MS = 2_000;

/** How long to wait before an answer that breaks the protocol is asked for again, in milliseconds, and how often. */
const BROKEN_PAUSES_MS = [50, 200, 500];

const isBroken = (error: unknown): boolean =>
  error instanceof GenerationError && error.type === 'ContractViolation';

const isStumble = (error: unknown): boolean =>
  error instanceof GenerationError && error.type === 'ServiceUnavailable' && error.ambiguous;

/**
 * Reads, and reads once more where the connection broke or the server stumbled: to find a prompt takes a dozen requests to
 * several servers, and one hiccup would be the end of all of them. An answer that breaks the protocol, as the page of a
 * proxy in between does, ends jobs: that is asked for three times more. Reading changes nothing.
 */
export async function readOnceMore<Answer>(
  read: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  let stumbles = 0;
  let broken = 0;
  for (;;) {
    const startedAt = Date.now();
    try {
      return await read();
    } catch (error) {
      const pauseMs = isBroken(error) ? BROKEN_PAUSES_MS[broken++] : undefined;
      const mayStumble = isStumble(error) && stumbles++ === 0 && Date.now() - startedAt <= SOON_MS;
      if (signal.aborted || (pauseMs === undefined && !mayStumble)) throw error;
      await pause(pauseMs ?? 0, signal);
    }
  }
}
