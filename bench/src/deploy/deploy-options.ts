import { Command } from 'commander';
import { wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface DeployOptions {
  /** Workers, all of which are replaced. */
  workers: number;
  /** Jobs that may execute at once. */
  limit: number;
  /** How long is measured before the deploy, and again after it. */
  phaseSeconds: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseDeployOptions(argv: readonly string[]): DeployOptions {
  return new Command('deploy')
    .description('Replaces all workers one after the other under steady load, and counts jobs meanwhile.')
    .exitOverride()
    .option('--workers <number>', 'workers, all of which are replaced', wholeWithin(1, 20), 3)
    .option('--limit <number>', 'jobs that may execute at once', wholeWithin(1, 1_000), 15)
    .option('--phase-seconds <seconds>', 'measured before and after the deploy', wholeWithin(1, 3_600), 30)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', 'deploy')
    .parse(argv, { from: 'user' })
    .opts<DeployOptions>();
}
