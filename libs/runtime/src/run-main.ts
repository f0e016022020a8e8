import { ConfigError } from '@genvideo/models/config';
import { InvalidInputError } from '@genvideo/models/schemas';
import { EXIT_STATUS, UserFacingError, type ExitStatus } from './user-facing-error';

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

/**
 * Runs a program to its end and turns whatever it throws into one clear line on standard error and an exit status;
 * the stack trace is shown with DEBUG only.
 */
export async function runMain(
  name: string,
  { debug, main }: { debug: boolean; main: () => Promise<ExitStatus | undefined> },
): Promise<void> {
  try {
    process.exitCode = (await main()) ?? EXIT_STATUS.ok;
  } catch (error) {
    process.stderr.write(`${name}: ${describe(error, debug)}\n`);
    process.exitCode = toExitStatus(error);
  }
}
