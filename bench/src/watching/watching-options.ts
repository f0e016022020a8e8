import { Command } from 'commander';
import { secondsWithin, toFileName, wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface WatchingOptions {
  /** Jobs that run while many watch. */
  jobs: number;
  /** Watchers of the first round, and of the second, which is compared with it. */
  fewWatchers: number;
  watchers: number;
  /** How long each round is measured. */
  seconds: number;
  /** Jobs whose percents are timed. */
  lagJobs: number;
  /** How long wrk asks for progress; 0 leaves that out. */
  wrkSeconds: number;
  /** Jobs that are followed on one stream; 0 leaves that out. */
  multiplexed: number;
  /** Such streams of the second round, which is compared with one. */
  streams: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

const toWhole = wholeWithin(1, 100_000);
const toSeconds = secondsWithin(0, 60);

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseWatchingOptions(argv: readonly string[]): WatchingOptions {
  const command = new Command('watching')
    .description('Measures how soon, how completely and at what price progress reaches those who watch.')
    .exitOverride()
    .option('--jobs <number>', 'jobs that run while many watch', toWhole, 100)
    .option('--few-watchers <number>', 'watchers of the first round', toWhole, 100)
    .option('--watchers <number>', 'watchers of the second round', toWhole, 5_000)
    .option('--seconds <seconds>', 'how long a round is measured', toSeconds, 15)
    .option('--lag-jobs <number>', 'jobs whose percents are timed', toWhole, 4)
    .option('--wrk-seconds <seconds>', 'how long wrk asks; 0 leaves that out', toSeconds, 10)
    .option(
      '--multiplexed <number>',
      'jobs on one stream, up to 500; 0 leaves that out',
      wholeWithin(0, 500),
      0,
    )
    .option('--streams <number>', 'such streams of the second round', toWhole, 50)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'watching');
  return command.parse(argv, { from: 'user' }).opts<WatchingOptions>();
}
