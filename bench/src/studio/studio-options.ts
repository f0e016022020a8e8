import { Command } from 'commander';
import { toFileName, wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface StudioBenchOptions {
  /** How many finished pictures the gallery shows. */
  pictures: number;
  /** How many jobs run on the page at once. */
  running: number;
  /** How long the page is watched while they do, in seconds. */
  seconds: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseStudioOptions(argv: readonly string[]): StudioBenchOptions {
  const command = new Command('studio')
    .description(
      'Measures the studio in a real Chromium: how soon it is there, what it takes, how it scrolls.',
    )
    .exitOverride()
    .option('--pictures <number>', 'finished pictures in the gallery', wholeWithin(100, 100_000), 5_000)
    .option('--running <number>', 'jobs that run on the page', wholeWithin(1, 500), 200)
    .option('--seconds <number>', 'how long they are watched', wholeWithin(5, 120), 30)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'studio');
  return command.parse(argv, { from: 'user' }).opts<StudioBenchOptions>();
}
