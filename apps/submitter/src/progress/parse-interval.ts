import { InvalidArgumentError } from 'commander';
import { toNumber } from '../number-arguments';

/** In seconds: often enough for any eye, and what a timer can hold. */
const BOUNDS = { min: 0.1, max: 86_400 };

/**
 * The time between two looks, in seconds, from the command line.
 * @throws InvalidArgumentError
 */
export function parseInterval(text: string): number {
  const seconds = toNumber(text);
  if (seconds < BOUNDS.min || seconds > BOUNDS.max)
    throw new InvalidArgumentError(`It must be from ${BOUNDS.min} to ${BOUNDS.max} seconds.`);
  return seconds;
}
