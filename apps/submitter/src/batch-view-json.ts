import type { Write } from './batch-view-lines';
import type { BatchView } from './batch-view';

/** One JSON object per line for programs; `event` names what it tells. */
export function createJsonView(write: Write): BatchView {
  const emit = (event: string, fields: object): void =>
    write(`${JSON.stringify({ event, timestamp: new Date().toISOString(), ...fields })}\n`);
  return {
    notice: (message) => emit('notice', { message }),
    badLine: ({ line, problem }) => emit('bad_line', { line, problem }),
    jobChanged({ planned, created, progress, end }) {
      const job = { workflow_id: planned.id, line: planned.line };
      if (end !== null) emit('ended', { ...job, status: end.status, reason: end.reason, result: end.result });
      else if (progress !== null) emit('progress', { ...job, progress });
      else emit('submitted', { ...job, created });
    },
    tick: () => undefined,
    close(lastWords) {
      if (lastWords !== null) emit('notice', { message: lastWords });
    },
  };
}
