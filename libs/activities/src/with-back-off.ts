import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const toPauseMs = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));

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
      if (error instanceof ApplicationFailure && error.nextRetryDelay === undefined)
        Object.assign(error, { nextRetryDelay: toPauseMs(readAttempt()) });
      throw error;
    }
  };
}
