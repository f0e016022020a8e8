import { CompleteAsyncError, Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const toPauseMs = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));

/** What ends an activity without being a failure of it. */
const isNoFailure = (error: unknown): boolean =>
  error instanceof CancelledFailure ||
  error instanceof CompleteAsyncError ||
  (error instanceof Error && error.name === 'AbortError');

const toFailure = (error: unknown): ApplicationFailure =>
  error instanceof ApplicationFailure ? error : ApplicationFailure.fromError(error);

/**
 * An activity that chooses itself how long it is left alone after a failure: twice as long each time. The engine's own
 * pauses can then stay short. They are for workers that died, and whoever has failed often must not wait the longer for
 * another worker.
 * @param readAttempt counts from 1
 */
export function withBackOff<Input extends unknown[], Output>(
  activity: (...input: Input) => Promise<Output>,
  readAttempt: () => number = () => Context.current().info.attempt,
): (...input: Input) => Promise<Output> {
  return async (...input) => {
    try {
      return await activity(...input);
    } catch (error) {
      if (isNoFailure(error)) throw error;
      const failure = toFailure(error);
      if (failure.nextRetryDelay === undefined)
        Object.assign(failure, { nextRetryDelay: toPauseMs(readAttempt()) });
      throw failure;
    }
  };
}
