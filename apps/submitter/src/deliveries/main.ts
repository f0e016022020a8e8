import { loadConfig } from '@genvideo/models/config';
import {
  createLifetime,
  EXIT_STATUS,
  loadEngineOptions,
  runMain,
  type Environment,
  type ExitStatus,
} from '@genvideo/runtime';
import { runCommandLine } from '../run-command-line';
import { createDeliveriesProgram } from './create-deliveries-program';
import { createDeliveriesCommands } from './run-deliveries';

const main = async (environment: Environment): Promise<ExitStatus> => {
  const lifetime = createLifetime();
  const commands = createDeliveriesCommands({
    config: loadConfig(environment),
    engine: loadEngineOptions(environment),
    output: process.stdout,
    lifetime,
  });
  try {
    return (await runCommandLine(createDeliveriesProgram(commands), process.argv)) ?? EXIT_STATUS.ok;
  } finally {
    await lifetime.end();
  }
};

void runMain({ name: 'deliveries', environment: process.env, main });
