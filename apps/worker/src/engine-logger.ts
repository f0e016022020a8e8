import type { Logger as EngineLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import type { Logger } from '@genvideo/runtime';

/** Lets the Temporal SDK write its messages, and those of workflow code, into our log. */
export function toEngineLogger(logger: Logger): EngineLogger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const { workflowId, ...rest } = meta as LogMetadata & { workflowId?: unknown };
    const fields = workflowId === undefined ? rest : { workflow_id: workflowId, ...rest };
    logger[level === 'WARN' ? 'warn' : level === 'ERROR' ? 'error' : level === 'INFO' ? 'debug' : 'trace'](
      fields,
      message,
    );
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
