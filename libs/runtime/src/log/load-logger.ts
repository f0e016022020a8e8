import type { Config } from '@genvideo/models/config';
import type { Environment } from '../environment';
import { createLogger, type Logger } from './create-logger';
import { toSecrets } from './to-secrets';

const BYTES_PER_MIB = 1_024 * 1_024;

/**
 * A program's log, as the environment wants it and without its secrets.
 * @param service the program's name, in every line
 * @throws UserFacingError when LOG_FILE_PATH cannot be written
 */
export function loadLogger(service: string, config: Config, environment: Environment): Logger {
  return createLogger({
    service,
    level: config.LOG_LEVEL,
    json: config.USE_JSON_LOGGING,
    filePath: config.LOG_FILE_PATH,
    fileMaxBytes: config.LOG_FILE_MAX_MIB * BYTES_PER_MIB,
    filesKept: config.LOG_FILES_KEPT,
    secrets: toSecrets(environment),
  });
}
