import path from 'node:path';
import { CommanderError } from 'commander';
import { loadConfig } from '@genvideo/models/config';
import {
  createStopSignal,
  EXIT_STATUS,
  loadEngineOptions,
  loadEnvironment,
  runMain,
  type ExitStatus,
} from '@genvideo/runtime';
import { runBatchCommand } from './batch-command';
import { createProgram } from './create-program';

/** What shells report of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const environment = loadEnvironment(process.env);
const signal = createStopSignal();

/** How this program was called: by Nx, or by Node with its flags. */
const toCommand = (): string => {
  if (process.env['NX_TASK_TARGET_TARGET'] === 'batch') return 'npx nx run submitter:batch';
  const script = path.relative(process.cwd(), process.argv[1] ?? '');
  return ['node', ...process.execArgv, script, 'batch'].join(' ');
};

const main = async (): Promise<ExitStatus> => {
  let status: ExitStatus = EXIT_STATUS.ok;
  const program = createProgram(async (file, flags) => {
    status = await runBatchCommand(file, flags, {
      config: loadConfig(environment),
      engine: loadEngineOptions(environment),
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      signal,
      folders: [process.env['INIT_CWD'] ?? process.cwd(), process.cwd()],
      command: toCommand(),
      args: process.argv.slice(3),
    });
  });
  try {
    await program.parseAsync(process.argv);
    return status;
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
    throw error;
  }
};

void runMain('submitter', { debug: /^(true|1|yes|on)$/i.test(environment['DEBUG'] ?? ''), main }).then(() => {
  if (signal.aborted) process.exitCode = INTERRUPTED;
});
