import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from './environment';
import { readSecretFiles } from './read-secret-files';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`${file} cannot be read: ${reason}`, EXIT_STATUS.usage, { cause: error });
  }
}

/**
 * The process's environment, completed by a `.env` file where it leaves something out, and by the files that hold secrets.
 * @throws UserFacingError when a file is there and cannot be read
 */
export function loadEnvironment(processEnvironment: Environment, file = '.env'): Environment {
  return { ...readSecretFiles(parseEnv(readFile(file))), ...readSecretFiles(processEnvironment) };
}
