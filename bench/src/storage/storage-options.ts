import { Command } from 'commander';
import { toFileName, wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface StorageOptions {
  /** The size of the video, in MB of 1,000,000 bytes. */
  megabytes: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseStorageOptions(argv: readonly string[]): StorageOptions {
  const command = new Command('storage')
    .description('Measures what a large file costs the worker that stores it, on disk and on S3.')
    .exitOverride()
    .option('--megabytes <number>', 'the size of the video', wholeWithin(1, 4_000), 500)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'storage');
  return command.parse(argv, { from: 'user' }).opts<StorageOptions>();
}
