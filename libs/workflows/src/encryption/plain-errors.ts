import type { TemporalFailure } from '@temporalio/common';

const plainErrors = new WeakSet<object>();

/** Notes that an error is told in plain: it answers a question and is stored nowhere. */
export function tellPlainly(error: TemporalFailure): TemporalFailure {
  plainErrors.add(error);
  return error;
}

export function isToldPlainly(error: unknown): boolean {
  return typeof error === 'object' && error !== null && plainErrors.has(error);
}
