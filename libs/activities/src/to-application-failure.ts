import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { toFailureRule } from '@genvideo/models';
import { InvalidInputError } from '@genvideo/models/schemas';
import { GenerationError } from './generation-error';

/** Within these bounds a provider's Retry-After is heeded; the engine takes 0 for "never", and so would a year be. */
const SHORTEST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

const toRetryDelay = ({ retryAfterMs }: GenerationError): { nextRetryDelay?: number } => {
  if (retryAfterMs === undefined) return {};
  return { nextRetryDelay: Math.min(LONGEST_DELAY_MS, Math.max(SHORTEST_DELAY_MS, retryAfterMs)) };
};

/**
 * The one place where an activity's errors become what the engine retries or not. Cancellation passes through
 * untouched, and so does what nobody foresaw: that is a bug, retried and visible until it is mended.
 * @param detail what else the workflow should know
 */
export function toApplicationFailure(error: unknown, detail?: unknown): unknown {
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
      ...(detail === undefined ? {} : { details: [detail] }),
      ...toRetryDelay(error),
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
