import { constants } from 'node:os';
import { loadConfig } from '@genvideo/models/config';
import {
  createStopSignal,
  EXIT_STATUS,
  loadEngineOptions,
  runMain,
  type Environment,
  type ExitStatus,
} from '@genvideo/runtime';
import { createReaderGoneSignal } from '../reader-gone-signal';
import { runCommandLine } from '../run-command-line';
import { createProgressProgram } from './create-progress-program';
import { runExplain } from './explain-command';
import { runProgressMonitor, runProgressOnce } from './progress-command';
import type { ProgressFlags } from './progress-flags';
import type { ProgressSurroundings } from './progress-surroundings';

const stop = createStopSignal();
const readerGone = createReaderGoneSignal(process.stdout);
createReaderGoneSignal(process.stderr);

/** What stands on the command line counts more than the environment. */
const toSurroundings = (environment: Environment, flags: ProgressFlags): ProgressSurroundings => {
  const chosen = {
    ...environment,
    ...(flags.temporalHost === undefined ? {} : { TEMPORAL_HOST: flags.temporalHost }),
    ...(flags.namespace === undefined ? {} : { TEMPORAL_NAMESPACE: flags.namespace }),
  };
  return {
    config: loadConfig(chosen),
    engine: loadEngineOptions(chosen),
    output: process.stdout,
    errors: process.stderr,
    signal: AbortSignal.any([stop, readerGone]),
  };
};

const main = async (environment: Environment): Promise<ExitStatus> => {
  let status: ExitStatus = EXIT_STATUS.ok;
  const program = createProgressProgram({
    async single(workflowId, flags) {
      status = await runProgressOnce([workflowId], flags, toSurroundings(environment, flags));
    },
    async multiple(workflowIds, flags) {
      status = await runProgressOnce(workflowIds, flags, toSurroundings(environment, flags));
    },
    async monitor(workflowId, flags) {
      status = await runProgressMonitor(workflowId, flags, toSurroundings(environment, flags));
    },
    async explain(workflowId, flags) {
      status = await runExplain(workflowId, flags, toSurroundings(environment, flags));
    },
  });
  return (await runCommandLine(program, process.argv)) ?? status;
};

/** What shells report of a program that a signal ended. */
const toSignalStatus = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

void runMain({ name: 'genvideo-progress', environment: process.env, main }).then(() => {
  if (stop.aborted) process.exitCode = toSignalStatus(stop.reason as NodeJS.Signals);
});
