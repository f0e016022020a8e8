import { Command, InvalidArgumentError } from 'commander';

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

const createReader =
  (words: string, isRight: (value: number) => boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !isRight(value)) throw new InvalidArgumentError(`It must be ${words}.`);
    return value;
  };

const toJobs = createReader(
  'a whole number from 1 to 10000',
  (value) => Number.isInteger(value) && value >= 1 && value <= 10_000,
);
const toSeconds = createReader('seconds, from 0 to 600', (value) => value >= 0 && value <= 600);
const toShare = createReader('a share, from 0 to 0.9', (value) => value >= 0 && value <= 0.9);

/**
 * Reads the flags; `argv` is without node and script.
 * @throws CommanderError after it has said what is wrong, and for --help
 */
export function parseWebhooksOptions(argv: readonly string[]): WebhooksOptions {
  return new Command('webhooks')
    .description('Measures what becomes of webhooks whose receiver is away for a while.')
    .exitOverride()
    .option('--jobs <number>', 'jobs, each with a webhook', toJobs, 100)
    .option('--down-seconds <seconds>', 'how long nobody listens', toSeconds, 60)
    .option('--lost-answers <share>', 'calls that are taken and not answered', toShare, 0.1)
    .option('--out <folder>', 'where the report goes', 'docs/benchmarks')
    .option('--name <name>', 'the report’s file name', 'webhooks')
    .parse(argv, { from: 'user' })
    .opts<WebhooksOptions>();
}
