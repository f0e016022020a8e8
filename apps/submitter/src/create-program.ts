import { Command, Option } from 'commander';
import type { BatchFlags } from './batch-options';
import { addCompareCommand, type RunCompare } from './compare/add-compare-command';
import { JOBS_FORMATS } from './jobs-format';
import { createCountReader, toNumber, toSeconds } from './number-arguments';
import { addStudyCommand, type RunStudy } from './study/add-study-command';

const toCount = createCountReader(100_000);

const EXAMPLES = `
FILE is CSV (the first line names the columns), JSON (a list), JSONL (one object per line) or text (one prompt per
line); "-" reads standard input. The same file again follows the jobs that are there instead of submitting them twice.

Examples:
  npx nx run submitter:batch apps/submitter/samples/prompts.csv
  npx nx run submitter:batch prompts.jsonl --count 3 --job-type image
  printf 'A lighthouse at dusk\\n' | npx nx run submitter:batch -

Exit status: 0 all completed, 1 some did not, 2 usage, 3 engine out of reach, 130 stopped by Ctrl-C.`;

export type RunBatch = (file: string, flags: BatchFlags) => Promise<void>;

const addBatchCommand = (program: Command, runBatch: RunBatch): void => {
  const batch: Command = program
    .command('batch')
    .argument('[FILE]', 'a file of jobs, or - for standard input')
    .description('submit a file of prompts and follow them to their ends')
    .option('--file <FILE>', 'the same as FILE')
    .addOption(new Option('--format <format>', 'how the file is written').choices([...JOBS_FORMATS]))
    .option('--count <n>', 'this many jobs: the file is repeated, or only its first are taken', toCount)
    .option('--user-id <id>', 'user_id of jobs that name none (default: your name on this machine)')
    .option('--style <name>', 'style of jobs that name none')
    .option('--duration <seconds>', 'duration of jobs that name none', toNumber)
    .option('--width <pixels>', 'width of jobs that name none', toNumber)
    .option('--height <pixels>', 'height of jobs that name none', toNumber)
    .addOption(new Option('--job-type <type>', 'job_type of jobs that name none').choices(['image', 'video']))
    .option('--priority <1-5>', 'priority of jobs that name none; 1 goes first', toNumber)
    .option('--batch-id <id>', 'go on with this batch (default: made from what the file holds)')
    .option('--new', 'submit everything anew, as another batch')
    .option('--detach', 'submit, and do not follow')
    .option('--json', 'one JSON object per line')
    .option('--patience <seconds>', 'how long to wait for the engine at the start', toSeconds, 30)
    .addHelpText('after', EXAMPLES);
  batch.action(async (argument: string | undefined, { file, ...flags }: BatchFlags & { file?: string }) => {
    const name = argument ?? file;
    if (name === undefined || name === '')
      batch.error(
        'Name a file of prompts, for example: npx nx run submitter:batch apps/submitter/samples/prompts.csv',
      );
    await runBatch(name, flags);
  });
};

/** What each command does. */
export interface Commands {
  batch: RunBatch;
  study: RunStudy;
  compare: RunCompare;
}

/** The command line of the submitter. Throws commander's errors instead of ending the process. */
export function createProgram({ batch, study, compare }: Commands): Command {
  const program = new Command('submitter')
    .description('Submits jobs to GenVideo and follows them.')
    .exitOverride();
  addBatchCommand(program, batch);
  addStudyCommand(program, study);
  addCompareCommand(program, compare);
  return program;
}
