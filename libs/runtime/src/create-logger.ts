import pino, { type Logger as PinoLogger, type StreamEntry } from 'pino';
import pretty from 'pino-pretty';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

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
}

/** Whatever is logged under these names is a secret, wherever in the line it stands. */
const SECRET_NAMES = ['api_key', 'apiKey', 'authorization', 'token', 'secret', 'password'];

const REDACTED_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

function openFile(filePath: string): ReturnType<typeof pino.destination> {
  try {
    return pino.destination({ dest: filePath, mkdir: true, sync: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`LOG_FILE_PATH (${filePath}) cannot be written: ${reason}`, EXIT_STATUS.usage);
  }
}

/** Logs to standard output, pretty on a terminal and JSON elsewhere, and to a file where one is named. */
export function createLogger({ service, level, json, filePath }: LoggerOptions): Logger {
  const terminal =
    process.stdout.isTTY && !json
      ? pretty({ messageKey: 'event', ignore: 'pid,hostname,service', sync: true })
      : pino.destination({ dest: 1, sync: true });
  const streams: StreamEntry[] = [{ level, stream: terminal }];
  if (filePath !== null) streams.push({ level, stream: openFile(filePath) });
  return pino(
    {
      level,
      messageKey: 'event',
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    },
    pino.multistream(streams),
  );
}
