import { Command, InvalidArgumentError, Option } from 'commander';
import { numberWithin, wholeWithin } from '@genvideo/testing/options';
import type { EngineChoice } from './stand/choose-engine';

/** What the flags say. */
export interface ChaosOptions {
  /** One run each, one after the other; null: one, with a seed of its own choice. */
  seeds: number[] | null;
  minutes: number;
  /** How many jobs are to be under way. */
  jobs: number;
  workers: number;
  apis: number;
  /** How many jobs may execute at once in the beginning. */
  capacity: number;
  engine: EngineChoice;
  /** A network namespace for each process, where this machine allows that. */
  namespaces: boolean;
  /** The folder of the reports; relative to the workspace. */
  out: string;
}

const MAX_SEED = 2 ** 31 - 1;
const MAX_RUNS = 1_000;
const toSeed = wholeWithin(0, MAX_SEED);

/** `3`, `1-10`, `1,4,7-9`. */
function toSeeds(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first, last = first, ...more] = part.split('-').map((end) => toSeed(end));
    if (
      first === undefined ||
      last === undefined ||
      more.length > 0 ||
      last < first ||
      last - first >= MAX_RUNS
    )
      throw new InvalidArgumentError('It must be seeds such as 1-10 or 3,5,8.');
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseChaosOptions(argv: readonly string[]): ChaosOptions {
  const command = new Command('chaos')
    .description(
      'Breaks a whole system while jobs run, by a schedule that follows from a seed, and judges what is left.',
    )
    .exitOverride()
    .addOption(
      new Option('--seed <number>', 'what the schedule follows from (one at random)').argParser(toSeed),
    )
    .addOption(
      new Option('--seeds <list>', 'one run each, such as 1-10').argParser(toSeeds).conflicts('seed'),
    )
    .option('--minutes <number>', 'how long there is trouble', numberWithin(0.2, 600), 5)
    .option('--jobs <number>', 'jobs under way at once', wholeWithin(1, 500), 20)
    .option('--workers <number>', 'worker processes', wholeWithin(1, 16), 3)
    .option('--apis <number>', 'API processes', wholeWithin(1, 16), 2)
    .option('--capacity <number>', 'jobs that may execute at once', wholeWithin(2, 500), 10)
    .addOption(
      new Option(
        '--engine <kind>',
        'cluster: roles and PostgreSQL; file: the development server; auto: what there is',
      )
        .choices(['auto', 'cluster', 'file'])
        .default('auto'),
    )
    .option('--no-namespaces', 'plain processes, also where network namespaces can be had')
    .option('--out <folder>', 'where the reports go', 'e2e/test-output/chaos');
  const { seed, seeds, ...rest } = command
    .parse(argv, { from: 'user' })
    .opts<Omit<ChaosOptions, 'seeds'> & { seed?: number; seeds?: number[] }>();
  return { ...rest, seeds: seeds ?? (seed === undefined ? null : [seed]) };
}
