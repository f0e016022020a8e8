import { InvalidArgumentError } from 'commander';

/** A number from the command line. */
export function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** Reads whole numbers within bounds from the command line. */
export const createCountReader =
  (max: number) =>
  (text: string): number => {
    const value = toNumber(text);
    if (!Number.isInteger(value) || value < 1 || value > max)
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${max}.`);
    return value;
  };

/** A time span in seconds from the command line. */
export function toSeconds(text: string): number {
  const value = toNumber(text);
  if (value < 0) throw new InvalidArgumentError('It must not be negative.');
  return value;
}

/** A share of cases, 0 to 1, from the command line. */
export function toShare(text: string): number {
  const value = toNumber(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must be a share, from 0 to 1.');
  return value;
}
