import { Command } from 'commander';
import { numberWithin, toFileName, wholeWithin } from '@genvideo/testing/options';

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

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseBatchBenchOptions(argv: readonly string[]): BatchBenchOptions {
  const command = new Command('batch')
    .description('Runs one large batch of pictures and measures what it costs.')
    .exitOverride()
    .option('--items <number>', 'pictures', wholeWithin(1, 100_000), 500)
    .option('--window <number>', 'pictures under way at once', wholeWithin(1, 1_000), 50)
    .option('--failing <share>', 'the share that fails', numberWithin(0, 1), 0.05)
    .option('--image-seconds <seconds>', 'time of a picture', numberWithin(0.05, 600), 0.5)
    .option('--take-only', 'measure what it costs to take the list, and no more', false)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'batch');
  return command.parse(argv, { from: 'user' }).opts<BatchBenchOptions>();
}
