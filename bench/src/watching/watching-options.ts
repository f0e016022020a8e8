import { Command, InvalidArgumentError } from 'commander';

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

const toWhole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 100000.');
  return value;
};

const toFollowed = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 500)
    throw new InvalidArgumentError('It must be a whole number from 0 to 500.');
  return value;
};

const toSeconds = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 60))
    throw new InvalidArgumentError('It must be seconds, from 0 to 60.');
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
    .option('--multiplexed <number>', 'jobs on one stream, up to 500; 0 leaves that out', toFollowed, 0)
    .option('--streams <number>', 'such streams of the second round', toWhole, 50)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'watching');
  return command.parse(argv, { from: 'user' }).opts<WatchingOptions>();
}
