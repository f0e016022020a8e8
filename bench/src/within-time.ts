import { UserFacingError } from '@genvideo/runtime';

export interface TimeLimit {
  /** What is bounded, for the message. */
  what: string;
  timeoutMs: number;
  /** Ends the waiting as well. */
  signal: AbortSignal;
}

/**
 * Waits for work, but neither for ever nor after the signal.
 * @throws UserFacingError
 */
export async function withinTime<Output>(
  { what, timeoutMs, signal }: TimeLimit,
  work: Promise<Output>,
): Promise<Output> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  const either = AbortSignal.any([signal, timeout]);
  const over = new Promise<never>((_, reject) => {
    const give = (): void => {
      const reason = timeout.aborted ? `took more than ${Math.ceil(timeoutMs / 1_000)} s` : 'was interrupted';
      reject(new UserFacingError(`${what} ${reason}`));
    };
    if (either.aborted) give();
    else either.addEventListener('abort', give, { once: true });
  });
  return Promise.race([work, over]);
}
