import { CommanderError, type Command } from 'commander';
import { EXIT_STATUS, type ExitStatus } from '@genvideo/runtime';

/**
 * Runs the command that a command line asks for.
 * @returns the exit status when there was none to run: help was asked for, or what was said makes no sense, which the
 * user has been told by then
 */
export async function runCommandLine(program: Command, argv: readonly string[]): Promise<ExitStatus | null> {
  try {
    await program.parseAsync(argv);
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.usage;
  }
}
