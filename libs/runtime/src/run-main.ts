import { ConfigError } from '@genvideo/models/config';
import { InvalidInputError } from '@genvideo/models/schemas';
import { handOnSettings } from './hand-on-settings';
import type { Environment } from './environment';
import { loadEnvironment } from './load-environment';
import { createRedactor } from './log/create-redactor';
import { toSecrets } from './log/to-secrets';
import { EXIT_STATUS, UserFacingError, type ExitStatus } from './user-facing-error';

export interface Program {
  /** Stands before every error message. */
  name: string;
  /** The process's own environment; a `.env` file completes it. */
  environment: Environment;
  /** Returns the exit status; 0 when it returns none. */
  main: (environment: Environment) => Promise<ExitStatus | undefined>;
}

const isExpected = (error: unknown): boolean =>
  error instanceof UserFacingError || error instanceof ConfigError || error instanceof InvalidInputError;

const toExitStatus = (error: unknown): ExitStatus => {
  if (error instanceof UserFacingError) return error.exitStatus;
  return isExpected(error) ? EXIT_STATUS.usage : EXIT_STATUS.failed;
};

const describe = (error: unknown, debug: boolean): string => {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  return isExpected(error) ? error.message : `${error.message} (set DEBUG=true for where this came from)`;
};

/** Read apart from the configuration, whose own errors are to be shown as wished too. */
const wantsDebug = ({ DEBUG = '' }: Environment): boolean => /^(true|yes|on|1)$/i.test(DEBUG.trim());

/**
 * Runs a program to its end and turns whatever it throws into one clear line on standard error and an exit status;
 * the stack trace is shown with DEBUG only.
 */
export async function runMain({ name, environment, main }: Program): Promise<void> {
  let known = environment;
  try {
    known = loadEnvironment(environment);
    handOnSettings(known, environment);
    process.exitCode = (await main(known)) ?? EXIT_STATUS.ok;
  } catch (error) {
    const redact = createRedactor(toSecrets(known));
    process.stderr.write(redact(`${name}: ${describe(error, wantsDebug(known))}\n`));
    process.exitCode = toExitStatus(error);
  }
}
