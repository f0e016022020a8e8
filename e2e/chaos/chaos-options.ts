import { Command, InvalidArgumentError, Option } from 'commander';
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

const within =
  (min: number, max: number, whole: boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
      throw new InvalidArgumentError(`It must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
    return value;
  };

const MAX_SEED = 2 ** 31 - 1;
const MAX_RUNS = 1_000;
const toSeed = within(0, MAX_SEED, true);

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
    .option('--minutes <number>', 'how long there is trouble', within(0.2, 600, false), 5)
    .option('--jobs <number>', 'jobs under way at once', within(1, 500, true), 20)
    .option('--workers <number>', 'worker processes', within(1, 16, true), 3)
    .option('--apis <number>', 'API processes', within(1, 16, true), 2)
    .option('--capacity <number>', 'jobs that may execute at once', within(2, 500, true), 10)
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
