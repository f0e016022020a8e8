import { Command, InvalidArgumentError } from 'commander';

/** What the flags say. */
export interface StorageOptions {
  /** The size of the video, in MB of 1,000,000 bytes. */
  megabytes: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

const toMegabytes = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 4_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 4000.');
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
export function parseStorageOptions(argv: readonly string[]): StorageOptions {
  const command = new Command('storage')
    .description('Measures what a large file costs the worker that stores it, on disk and on S3.')
    .exitOverride()
    .option('--megabytes <number>', 'the size of the video', toMegabytes, 500)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'storage');
  return command.parse(argv, { from: 'user' }).opts<StorageOptions>();
}
