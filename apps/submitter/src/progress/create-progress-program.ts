import { Command, InvalidArgumentError, Option } from 'commander';
import { environmentSchema } from '@genvideo/models/config';
import { httpUrlSchema } from '@genvideo/models/schemas';
import { createCountReader } from '../number-arguments';
import { createSchemaReader } from './create-schema-reader';
import { parseInterval } from './parse-interval';
import { parseWorkflowId, parseWorkflowIds } from './parse-workflow-ids';
import type { ExplainFlags, MonitorFlags, ProgressFlags } from './progress-flags';
import { EXPLAIN_METHODS, QUERY_METHODS } from './query-methods';

const MAX_ITERATIONS = 1_000_000;

const EXAMPLES = `
Methods: fallback asks the engine and, where that fails, the API; direct and api ask only the one; detailed asks the API
for everything it knows of the job, its input and history too.

With --json each line is {"success", "workflow_id", "progress", "error", "source"}. Results go to standard output, all
else to standard error.

Examples:
  genvideo-progress single kite-1
  genvideo-progress multiple kite-1,kite-2 --method api --json
  genvideo-progress monitor kite-1 --interval 1 --max-iterations 60
  genvideo-progress explain kite-1

Exit status: 0 completed, or still running; 1 failed, cancelled, terminated or not found; 2 usage; 3 neither engine nor
API could be asked; 130 stopped by Ctrl-C.`;

const parseNamespace = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text.trim();
};

const addQueryOptions = (command: Command, methods: readonly string[] = QUERY_METHODS): Command =>
  command
    .addOption(new Option('--method <method>', 'whom to ask').choices([...methods]).default('fallback'))
    .option('--json', 'one JSON object per line')
    .option(
      '--temporal-host <host:port>',
      'where the engine is (default: TEMPORAL_HOST)',
      createSchemaReader(environmentSchema.shape.TEMPORAL_HOST),
    )
    .option('--namespace <name>', "the engine's namespace (default: TEMPORAL_NAMESPACE)", parseNamespace)
    .option(
      '--api-url <url>',
      'where the API is (default: API_HOST and API_PORT)',
      createSchemaReader(httpUrlSchema),
    )
    .option('--api-key <key>', 'a key for the API (default: API_KEY, which no process list shows)')
    // Nx keeps --verbose for itself, so that there is a short name.
    .option('-v, --verbose', 'say on standard error who answered, how fast, and what was tried again');

/** What each command does. */
export interface ProgressCommands {
  single: (workflowId: string, flags: ProgressFlags) => Promise<void>;
  multiple: (workflowIds: readonly string[], flags: ProgressFlags) => Promise<void>;
  monitor: (workflowId: string, flags: MonitorFlags) => Promise<void>;
  explain: (workflowId: string, flags: ExplainFlags) => Promise<void>;
}

/** The command line of `genvideo-progress`. Throws commander's errors instead of ending the process. */
export function createProgressProgram({ single, multiple, monitor, explain }: ProgressCommands): Command {
  const program = new Command('genvideo-progress')
    .description('Says how far jobs are, and why.')
    .exitOverride()
    .showHelpAfterError('Add --help to see what can be asked for.')
    .addHelpText('after', EXAMPLES);
  addQueryOptions(program.command('single'))
    .description('one job, once')
    .argument('<id>', 'its workflow id', parseWorkflowId)
    .action(single);
  addQueryOptions(program.command('multiple'))
    .description('several jobs, once')
    .argument('<ids>', 'their workflow ids, with commas between', parseWorkflowIds)
    .action(multiple);
  addQueryOptions(program.command('monitor'))
    .description('one job, again and again until it has ended')
    .argument('<id>', 'its workflow id', parseWorkflowId)
    .option(
      '--interval <seconds>',
      'from one look to the next, at least 0.1 (default: 5; on a terminal, every change as it happens)',
      parseInterval,
    )
    .option(
      '--max-iterations <n>',
      'looks at most (default: until the job has ended)',
      createCountReader(MAX_ITERATIONS),
    )
    .action(monitor);
  addQueryOptions(program.command('explain'), EXPLAIN_METHODS)
    .description('why a job is where it is, and what to do')
    .argument('<id>', 'its workflow id', parseWorkflowId)
    .action(explain);
  return program;
}
