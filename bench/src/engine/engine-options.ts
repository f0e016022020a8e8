import { Command } from 'commander';
import { toFileName, wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface EngineOptions {
  /** Alternating rounds of each part but the use of permits, which takes two at most. */
  rounds: number;
  /** Jobs per turn where throughput is measured. */
  jobs: number;
  /** Jobs per turn where the use of permits is measured. */
  useJobs: number;
  /** Workers of each engine. */
  workers: number;
  /** How many jobs PostgreSQL holds before growth is measured, and in the end. */
  few: number;
  many: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

const toWhole = wholeWithin(1);

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseEngineOptions(argv: readonly string[]): EngineOptions {
  const command = new Command('engine')
    .description(
      'Measures a Temporal server on PostgreSQL beside the one in memory, and as what it stores grows.',
    )
    .exitOverride()
    .option('--rounds <number>', 'alternating rounds of each part', toWhole, 3)
    .option('--jobs <number>', 'jobs per turn, for throughput', toWhole, 300)
    .option('--use-jobs <number>', 'jobs per turn, for the use of permits', toWhole, 100)
    .option('--workers <number>', 'workers of each engine', toWhole, 2)
    .option('--few <number>', 'stored jobs before growth is measured', toWhole, 1_000)
    .option('--many <number>', 'stored jobs in the end', toWhole, 50_000)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', toFileName, 'engine');
  return command.parse(argv, { from: 'user' }).opts<EngineOptions>();
}
