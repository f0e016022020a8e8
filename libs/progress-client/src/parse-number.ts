import { InvalidRequestError } from './invalid-request-error';

/** The longest a timer of JavaScript can wait, in milliseconds, is about 24 days; more would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** What an option allows, both ends included. */
export interface NumberBounds {
  least: number;
  /** Default: what a timer can wait in milliseconds. */
  most?: number;
}

/**
 * A number that an option allows.
 * @throws InvalidRequestError naming the option
 */
export function parseNumber(
  option: string,
  value: number,
  { least, most = MAX_TIMER_MS }: NumberBounds,
): number {
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new InvalidRequestError(`${option} must be a number from ${least} to ${most}, not ${String(value)}.`);
}
