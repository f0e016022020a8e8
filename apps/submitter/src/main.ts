import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '@genvideo/models/config';
import {
  createStopSignal,
  EXIT_STATUS,
  loadEngineOptions,
  runMain,
  type Environment,
  type ExitStatus,
} from '@genvideo/runtime';
import { runBatchCommand } from './batch-command';
import { runCompareCommand } from './compare/compare-command';
import { createProgram, type Commands } from './create-program';
import { quoteWord } from './quote-word';
import { createReaderGoneSignal } from './reader-gone-signal';
import { runCommandLine } from './run-command-line';
import { runStudyCommand } from './study/study-command';

/** What shells report of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const stop = createStopSignal();
const signal = AbortSignal.any([stop, createReaderGoneSignal(process.stdout)]);

/** How this program was called, up to and with the command: by Nx, or by Node with its flags. */
const toCommand = (name: string): string => {
  if (process.env['NX_TASK_TARGET_TARGET'] === name) return `npx nx run submitter:${name}`;
  const script = path.relative(process.cwd(), process.argv[1] ?? '');
  return ['node', ...process.execArgv, script, name].join(' ');
};

/** The words after the command. */
const args = process.argv.slice(3);

/** Where the user stands, then where the program runs. */
const folders = [process.env['INIT_CWD'] ?? process.cwd(), process.cwd()] as const;

const readVersions = (): { genvideo: string; temporal_sdk: string } => {
  const { version, dependencies } = JSON.parse(
    readFileSync(path.join(__dirname, '../package.json'), 'utf8'),
  ) as { version: string; dependencies: Record<string, string> };
  return { genvideo: version, temporal_sdk: dependencies['@temporalio/client'] ?? 'unknown' };
};

const createCommands = (environment: Environment, end: (status: ExitStatus) => void): Commands => ({
  batch: async (file, flags) => {
    const status = await runBatchCommand(file, flags, {
      config: loadConfig(environment),
      engine: loadEngineOptions(environment),
      input: process.stdin,
      output: process.stdout,
      errors: process.stderr,
      signal,
      folders,
      command: toCommand('batch'),
      args,
    });
    end(status);
  },
  study: async (flags) => {
    const status = await runStudyCommand(flags, {
      config: loadConfig(environment),
      engine: loadEngineOptions(environment),
      output: process.stdout,
      signal,
      folder: folders[0],
      command: [toCommand('study'), ...args.map(quoteWord)].join(' '),
      versions: readVersions(),
    });
    end(status);
  },
  compare: async (files, flags) => {
    end(await runCompareCommand(files, flags, { output: process.stdout, folder: folders[0] }));
  },
});

const main = async (environment: Environment): Promise<ExitStatus> => {
  let status: ExitStatus = EXIT_STATUS.ok;
  const program = createProgram(
    createCommands(environment, (ended) => {
      status = ended;
    }),
  );
  return (await runCommandLine(program, process.argv)) ?? status;
};

void runMain({ name: 'submitter', environment: process.env, main }).then(() => {
  if (stop.aborted) process.exitCode = INTERRUPTED;
});
