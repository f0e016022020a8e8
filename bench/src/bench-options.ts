import { Command, InvalidArgumentError, Option } from 'commander';
import { secondsWithin, toFileName, wholeWithin } from '@genvideo/testing/options';
import { CONTESTANTS, type ContestantName } from './contestants/contestant';

export type ScenarioChoice = 'throughput' | 'use' | 'depth' | 'all';

/** What the flags say; absent numbers are those of the scenario. */
export interface BenchOptions {
  scenario: ScenarioChoice;
  jobs?: number;
  limit?: number;
  imageSeconds?: number;
  videoSeconds?: number;
  rounds: number;
  contestants: ContestantName[];
  /** Also the jobs of 5 s + 10 s, which take minutes. */
  long: boolean;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

const DEFAULT_ROUNDS = 3;

const toWhole = wholeWithin(1);
const toSeconds = secondsWithin(0, 3_600);

const isContestant = (name: string): name is ContestantName =>
  (CONTESTANTS as readonly string[]).includes(name);

const toContestants = (text: string): ContestantName[] => {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isContestant(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`Unknown: ${unknown.join(', ')}. There are ${CONTESTANTS.join(', ')}.`);
  return CONTESTANTS.filter((name) => names.includes(name));
};

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('bench')
    .description(
      'Measures the limiter against no limiter, BullMQ and a mutex workflow, in alternating rounds.',
    )
    .exitOverride()
    .addOption(
      new Option('--scenario <name>', 'what to measure')
        .choices(['throughput', 'use', 'depth', 'all'])
        .default('all'),
    )
    .option('--jobs <number>', 'jobs per round, instead of the scenario’s own', toWhole)
    .option('--limit <number>', 'jobs that may execute at once', toWhole)
    .option('--image-seconds <seconds>', 'time the mock takes for a picture', toSeconds)
    .option('--video-seconds <seconds>', 'time the mock takes for a video', toSeconds)
    .option('--rounds <number>', 'rounds per scenario', toWhole, DEFAULT_ROUNDS)
    .option('--contestants <names>', 'separated by commas', toContestants, [...CONTESTANTS])
    .option('--long', 'also the use of permits by jobs of 5 s + 10 s, minutes each', false)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'limiter');
  return command.parse(argv, { from: 'user' }).opts<BenchOptions>();
}
