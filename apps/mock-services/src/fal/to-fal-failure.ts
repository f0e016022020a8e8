import type { Task } from '../task';
import { REFUSAL } from './to-refused-order';

/** What the result of a task is that did not complete. */
export function toFalFailure({ order, end }: Pick<Task, 'order' | 'end'>): unknown {
  const refusal = order.details?.[REFUSAL];
  if (refusal !== undefined) return JSON.parse(refusal);
  const msg = end?.status === 'cancelled' ? 'The request was cancelled' : (end?.error ?? 'It failed');
  return { detail: [{ loc: ['body'], msg, type: 'generation_failed' }] };
}
