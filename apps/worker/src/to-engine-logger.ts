import type { Logger as EngineLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import type { Logger } from '@genvideo/runtime';

/** Our level for one of the SDK's: what it tells of its own running is detail to us. */
const LEVELS = { TRACE: 'trace', DEBUG: 'trace', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

const toSnakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The SDK's fields by our names: in snake case, errors where the logger looks for them. */
const toFields = (meta: LogMetadata = {}): object =>
  Object.fromEntries(
    Object.entries(meta).map(([name, value]: [string, unknown]) => [
      name === 'error' ? 'err' : toSnakeCase(name),
      value,
    ]),
  );

/** Lets the Temporal SDK write its messages, and those of workflow code, into our log. */
export function toEngineLogger(logger: Logger): EngineLogger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void =>
    logger[LEVELS[level]](toFields(meta), message);
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}
