import pino, { type DestinationStream, type Logger as PinoLogger, type StreamEntry } from 'pino';
import pretty from 'pino-pretty';
import { EXIT_STATUS, UserFacingError } from '../user-facing-error';
import { createOutput } from './create-output';
import { createRedactor } from './create-redactor';
import { createRotatingFile } from './create-rotating-file';
import type { LineSink } from './line-sink';
import { withLosses } from './with-losses';
import { withoutControls } from './without-controls';

/** Structured logs: one event per line, named by `event`, with `workflow_id` and `user_id` where there is a job. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  /** The program that logs, in every line. */
  service: string;
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** JSON also on a terminal. */
  json: boolean;
  /** A file that gets the same lines as JSON, or null. */
  filePath: string | null;
  /** How large that file may grow before it is moved aside, in bytes; default 10 MiB. */
  fileMaxBytes?: number;
  /** How many files that were moved aside are kept; default 5. */
  filesKept?: number;
  /** What is taken out of every line, besides all that looks like a secret; default nothing. */
  secrets?: readonly string[];
}

const DEFAULT_FILE_MAX_BYTES = 10 * 1_024 * 1_024;
const DEFAULT_FILES_KEPT = 5;

const STANDARD_OUTPUT = 1;

const openFile = (filePath: string, options: LoggerOptions): LineSink => {
  const { fileMaxBytes: maxBytes = DEFAULT_FILE_MAX_BYTES, filesKept: kept = DEFAULT_FILES_KEPT } = options;
  try {
    return createRotatingFile({ filePath, maxBytes, kept });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`LOG_FILE_PATH (${filePath}) cannot be written: ${reason}`, EXIT_STATUS.usage);
  }
};

const openPretty = (): DestinationStream => {
  const stream = pretty({ messageKey: 'event', ignore: 'pid,hostname,service', sync: true });
  return { write: (line) => void stream.write(withoutControls(line)) };
};

const openTerminal = (json: boolean): DestinationStream =>
  process.stdout.isTTY && !json ? openPretty() : withLosses(createOutput(STANDARD_OUTPUT));

/**
 * Logs to standard output, pretty on a terminal and JSON elsewhere, and to a file where one is named. Lines are written
 * when the call returns, without secrets.
 * @throws UserFacingError when the file cannot be written
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, level, json, filePath, secrets } = options;
  const streams: StreamEntry[] = [{ level, stream: openTerminal(json) }];
  if (filePath !== null) {
    const file = withLosses(openFile(filePath, options), {
      onTrouble: (error) => logger.error({ err: error, file: filePath }, 'log_file_not_written'),
      onRecovered: (lost) => logger.warn({ lost, file: filePath }, 'log_file_written_again'),
    });
    streams.push({ level, stream: file });
  }
  const redact = createRedactor(secrets);
  const logger = pino(
    {
      level,
      messageKey: 'event',
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redact },
    },
    pino.multistream(streams),
  );
  return logger;
}
