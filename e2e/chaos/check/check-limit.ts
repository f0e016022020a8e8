import type { MockLedgerLine } from '@genvideo/testing';
import type { Evidence } from '../evidence/evidence';
import { toHighestCapacity } from './highest-capacity';
import { parseKey } from './ledger-of-job';
import type { Violation } from './violation';

interface Task {
  workflow_id: string;
  video: boolean;
  from: number;
  to: number;
}

const toTask = (line: MockLedgerLine): Task => ({
  workflow_id: parseKey(line)?.workflow_id ?? line.job_id,
  video: line.service === 'video',
  from: Date.parse(line.created_at),
  to: line.ended_at === null ? Infinity : Date.parse(line.ended_at),
});

/** The tasks that ran at a moment. One that ends in the millisecond in which another begins was over before. */
const runningAt = (tasks: readonly Task[], atMs: number): Task[] =>
  tasks.filter(({ from, to }) => from <= atMs && atMs < to);

/**
 * The capacity that the jobs of a moment were granted under. A decrease ends nothing that runs, so what counts is the
 * capacity when the last of them got its permit. That was after each had been submitted and before each began at the
 * provider: no earlier than the last submission, and no later than the last beginning.
 */
function toAllowed({ capacities, jobs }: Evidence, tasks: readonly Task[], running: readonly Task[]): number {
  const ids = new Set(running.map(({ workflow_id }) => workflow_id));
  const sent = jobs.filter(({ log }) => ids.has(log.workflow_id)).map(({ log }) => log.sent_at_ms);
  const begun = [...ids].map((id) =>
    Math.min(...tasks.filter(({ workflow_id }) => workflow_id === id).map(({ from }) => from)),
  );
  return toHighestCapacity(capacities, { fromMs: Math.max(0, ...sent), toMs: Math.max(0, ...begun) });
}

/** Looks at every moment at which a task began: it is then that a limit is exceeded. */
export function checkLimit(evidence: Evidence): Violation[] {
  const tasks = evidence.ledger.map(toTask);
  return tasks.flatMap(({ from }) => {
    const running = runningAt(tasks, from);
    const jobs = new Set(running.map(({ workflow_id }) => workflow_id)).size;
    const videos = running.filter(({ video }) => video).length;
    const allowed = toAllowed(evidence, tasks, running);
    const at = new Date(from).toISOString();
    return [
      ...(jobs > allowed ? [`${jobs} jobs ran at ${at}, and at most ${allowed} may have been granted`] : []),
      ...(videos > evidence.video_limit
        ? [`${videos} videos ran at ${at}, limit ${evidence.video_limit}`]
        : []),
      ...(running.length > jobs ? [`${running.length} tasks of ${jobs} jobs ran at ${at}`] : []),
    ].map((what): Violation => ({ rule: 'limit', what }));
  });
}
