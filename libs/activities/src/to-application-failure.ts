import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { toFailureRule } from '@genvideo/models';
import { InvalidInputError } from '@genvideo/models/schemas';
import { GenerationError } from './generation-error';

/**
 * The one place where an activity's errors become what the engine retries or not. Cancellation passes through
 * untouched, and so does what nobody foresaw: that is a bug, retried and visible until it is mended.
 */
export function toApplicationFailure(error: unknown): unknown {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  if (error instanceof InvalidInputError) {
    return ApplicationFailure.create({ type: 'InvalidRequest', message: error.message, nonRetryable: true });
  }
  if (error instanceof GenerationError) {
    return ApplicationFailure.create({
      type: error.type,
      message: error.message,
      nonRetryable: toFailureRule(error.type).retry !== 'same_submission',
      cause: error.cause instanceof Error ? error.cause : undefined,
      ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    });
  }
  return error;
}

/** An activity whose errors are turned by {@link toApplicationFailure}. */
export function withApplicationFailures<Input extends unknown[], Output>(
  activity: (...input: Input) => Promise<Output>,
): (...input: Input) => Promise<Output> {
  return async (...input) => {
    try {
      return await activity(...input);
    } catch (error) {
      throw toApplicationFailure(error);
    }
  };
}
