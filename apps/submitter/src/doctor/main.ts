import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT_STATUS, runMain, type Environment, type ExitStatus } from '@genvideo/runtime';
import { runCommandLine } from '../run-command-line';
import { createDoctorProgram } from './create-doctor-program';
import { runDoctor } from './run-doctor';

/** Two folders up from the sources and from the built file alike. */
const readVersion = (): string => {
  const file = path.join(__dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

const main = async (environment: Environment): Promise<ExitStatus> => {
  let status: ExitStatus = EXIT_STATUS.ok;
  const program = createDoctorProgram(async (flags) => {
    status = await runDoctor(flags, { environment, version: readVersion(), output: process.stdout });
  });
  return (await runCommandLine(program, process.argv)) ?? status;
};

void runMain({ name: 'genvideo-doctor', environment: process.env, main });
