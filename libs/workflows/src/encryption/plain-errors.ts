import type { TemporalFailure } from '@temporalio/common';

// Of each workflow by itself: the interceptor and the converter that share it are not preloaded.
// eslint-disable-next-line no-restricted-syntax
const plainErrors = new WeakSet<object>();

/** Notes that an error is told in plain: it answers a question and is stored nowhere. */
export function tellPlainly(error: TemporalFailure): TemporalFailure {
  plainErrors.add(error);
  return error;
}

export function isToldPlainly(error: unknown): boolean {
  return typeof error === 'object' && error !== null && plainErrors.has(error);
}
