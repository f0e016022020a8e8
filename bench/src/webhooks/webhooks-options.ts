import { Command } from 'commander';
import { secondsWithin, shareWithin, wholeWithin } from '@genvideo/testing/options';

/** What the flags say. */
export interface WebhooksOptions {
  /** Jobs, each with a webhook. */
  jobs: number;
  /** How long nobody listens where the webhooks go, from the moment at which the jobs are submitted. */
  downSeconds: number;
  /** The share of calls that the receiver takes, and whose answer it then loses. */
  lostAnswers: number;
  /** The folder of the report; relative to the workspace. */
  out: string;
  /** The report's file name, without an ending. */
  name: string;
}

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseWebhooksOptions(argv: readonly string[]): WebhooksOptions {
  return new Command('webhooks')
    .description('Measures what becomes of webhooks whose receiver is away for a while.')
    .exitOverride()
    .option('--jobs <number>', 'jobs, each with a webhook', wholeWithin(1, 10_000), 100)
    .option('--down-seconds <seconds>', 'how long nobody listens', secondsWithin(0, 600), 60)
    .option('--lost-answers <share>', 'calls that are taken and not answered', shareWithin(0, 0.9), 0.1)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', 'webhooks')
    .parse(argv, { from: 'user' })
    .opts<WebhooksOptions>();
}
