import { Command, InvalidArgumentError } from 'commander';

/** What the flags say. */
export interface BatchBenchOptions {
  /** How many pictures the batch has. */
  items: number;
  /** How many may be under way at once, and how many permits there are. */
  window: number;
  /** The share of pictures that fail at the provider. */
  failing: number;
  /** How long the provider takes for a picture. */
  imageSeconds: number;
  /** Whether to see what it costs to take the list, and no more. */
  takeOnly: boolean;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

const within =
  (min: number, max: number, whole: boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
      throw new InvalidArgumentError(`It must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
    return value;
  };

const toFileName = (text: string): string => {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('It may have letters, digits, - and _.');
  return text;
};

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseBatchBenchOptions(argv: readonly string[]): BatchBenchOptions {
  const command = new Command('batch')
    .description('Runs one large batch of pictures and measures what it costs.')
    .exitOverride()
    .option('--items <number>', 'pictures', within(1, 100_000, true), 500)
    .option('--window <number>', 'pictures under way at once', within(1, 1_000, true), 50)
    .option('--failing <share>', 'the share that fails', within(0, 1, false), 0.05)
    .option('--image-seconds <seconds>', 'time of a picture', within(0.05, 600, false), 0.5)
    .option('--take-only', 'measure what it costs to take the list, and no more', false)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'batch');
  return command.parse(argv, { from: 'user' }).opts<BatchBenchOptions>();
}
