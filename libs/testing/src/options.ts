import { InvalidArgumentError } from 'commander';

type Reader = (text: string) => number;

const createReader =
  (words: string, isRight: (value: number) => boolean): Reader =>
  (text) => {
    const value = Number(text);
    if (text.trim() === '' || !isRight(value)) throw new InvalidArgumentError(`It must be ${words}.`);
    return value;
  };

const createRangeReader = (words: string, min: number, max: number): Reader =>
  createReader(`${words} from ${min} to ${max}`, (value) => value >= min && value <= max);

/** Reads a flag's whole number; without `max`, however large. Anything else is refused with a sentence. */
export function wholeWithin(min: number, max = Infinity): Reader {
  const upTo = max === Infinity ? '' : ` to ${max}`;
  const isRight = (value: number): boolean => Number.isInteger(value) && value >= min && value <= max;
  return createReader(`a whole number from ${min}${upTo}`, isRight);
}

/** Reads a flag's number. Anything else is refused with a sentence. */
export const numberWithin = (min: number, max: number): Reader => createRangeReader('a number', min, max);

/** Reads a flag's seconds. Anything else is refused with a sentence. */
export const secondsWithin = (min: number, max: number): Reader => createRangeReader('seconds,', min, max);

/** Reads a flag's share. Anything else is refused with a sentence. */
export const shareWithin = (min: number, max: number): Reader => createRangeReader('a share,', min, max);

/** Reads the name of a file without its folder and ending. */
export function toFileName(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('It may have letters, digits, - and _.');
  return text;
}
