import { FAILURE_TYPES, isFailureType, type FailureType } from '@genvideo/models';

/** A type of the failure table; what is not in it comes of a bug. */
export type FailureLabel = FailureType | 'unforeseen';

/**
 * Every label a failure can get. Counters begin with all of them at 0: of one that is there only from its first
 * failure on, nobody can tell that it grew.
 */
export const FAILURE_LABELS: readonly FailureLabel[] = [...FAILURE_TYPES, 'unforeseen'];

/** The label of a failure's type, null being none. */
export const toFailureLabel = (type: string | null): FailureLabel =>
  isFailureType(type) ? type : 'unforeseen';
