import { Command, Option } from 'commander';
import { createCountReader } from '../number-arguments';

/** The options of `list` as the command line gives them. */
export interface ListFlags {
  workflow?: string;
  channel?: 'webhook' | 'email' | 'slack';
  state?: 'pending' | 'delivered' | 'failed';
  limit: number;
  json?: boolean;
}

/** What each command does. */
export interface DeliveriesCommands {
  list: (flags: ListFlags) => Promise<void>;
  redeliver: (ids: string[], flags: { json?: boolean }) => Promise<void>;
}

const EXAMPLES = `
Examples:
  npx nx run submitter:deliveries list --state failed
  npx nx run submitter:deliveries list --workflow kite-1 --json
  npx nx run submitter:deliveries redeliver notice:kite-1:webhook

Exit status: 0 done, 1 there is no such delivery, or it is under way, 2 usage, 3 engine out of reach.`;

/** The command line for the delivery log. Throws commander's errors instead of ending the process. */
export function createDeliveriesProgram({ list, redeliver }: DeliveriesCommands): Command {
  const program = new Command('deliveries')
    .description('Shows what became of notices, and sends them again.')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  program
    .command('list', { isDefault: true })
    .description('the delivery log, those that are still tried first')
    .option('--workflow <id>', 'notices about this job or batch')
    .addOption(new Option('--channel <channel>', 'the way they go').choices(['webhook', 'email', 'slack']))
    .addOption(new Option('--state <state>', 'how they stand').choices(['pending', 'delivered', 'failed']))
    .option('--limit <n>', 'at most so many', createCountReader(1_000), 50)
    .option('--json', 'one JSON object per line')
    .action((flags: ListFlags) => list(flags));
  program
    .command('redeliver')
    .argument('<ID...>', 'ids of the delivery log: notice:WORKFLOW_ID:CHANNEL')
    .description('send notices again, at once, under the ids that they have')
    .option('--json', 'one JSON object per line')
    .action((ids: string[], flags: { json?: boolean }) => redeliver(ids, flags));
  return program;
}
