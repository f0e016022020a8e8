import { InvalidRequestError } from './invalid-request-error';

/** The longest a timer of JavaScript can wait is about 24 days in milliseconds; more would fire at once. */
const MAX = 2 ** 31 - 1;

/**
 * A number that an option allows.
 * @throws InvalidRequestError naming the option
 */
export function parseAtLeast(option: string, value: number, least: number): number {
  if (typeof value === 'number' && value >= least && value <= MAX) return value;
  throw new InvalidRequestError(`${option} must be a number from ${least} to ${MAX}, not ${String(value)}.`);
}
