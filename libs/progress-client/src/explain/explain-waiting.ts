import type { Explanation, LimiterSnapshot } from '@genvideo/models';
import { isUntouched } from '../lacks-worker';
import { START_WORKER } from '../without-worker';
import { describeMoment, describeSeconds, toAgeSeconds } from './describe-time';
import type { ExplainReadings, Finding } from './explain-readings';

/** How many holders are named. */
const NAMED_HOLDERS = 10;

const RESUME =
  'Resume it: curl -X PATCH http://127.0.0.1:8000/limiter -H "content-type: application/json" -d \'{"paused":false}\'';

const explainNoWorker = ({ described, now }: ExplainReadings): Finding => {
  const { workflow_id: id, task_queue: taskQueue, untaken, start_time: startTime } = described;
  const { what, since } = untaken ?? { what: 'workflow_task' as const, since: startTime };
  return {
    state: 'waiting_for_worker',
    sentence: `"${id}" has waited for a worker for ${describeSeconds(toAgeSeconds(since, now))}: none polls the task queue "${taskQueue}".`,
    since: since.toISOString(),
    who_acts: 'operator',
    next_step: `Start a worker: ${START_WORKER} (with TEMPORAL_TASK_QUEUE=${taskQueue}).`,
    worker: { task_queue: taskQueue, waits: what, since: since.toISOString(), command: START_WORKER },
  };
};

const toPermit = (
  limiter: LimiterSnapshot,
  { outlook }: ExplainReadings,
): NonNullable<Explanation['permit']> => ({
  place: outlook?.place ?? null,
  of: outlook?.of ?? null,
  starts_at: outlook?.starts_at?.toISOString() ?? null,
  capacity: limiter.capacity,
  held: limiter.held,
  paused: limiter.paused,
  draining: limiter.draining,
  holders: [...limiter.holders]
    .sort((left, right) => left.granted_at.localeCompare(right.granted_at))
    .slice(0, NAMED_HOLDERS),
});

const describeHolders = ({
  held,
  capacity,
  holders: [longest],
}: NonNullable<Explanation['permit']>): string => {
  const count = `${held} of ${capacity} ${capacity === 1 ? 'permit is' : 'permits are'} held`;
  if (longest === undefined) return count;
  return `${count}, the longest by "${longest.workflow_id}" since ${describeMoment(longest.granted_at)}`;
};

const describeStart = ({
  paused,
  draining,
  starts_at: startsAt,
}: NonNullable<Explanation['permit']>): string => {
  if (draining) return 'the limiter drains, so no job starts';
  if (paused) return 'the limiter is paused, so no job starts';
  return startsAt === null
    ? 'nobody can tell when it starts'
    : `it is expected to start at ${describeMoment(startsAt)}`;
};

const explainPermit = (readings: ExplainReadings, limiter: LimiterSnapshot): Finding => {
  const { workflow_id: id, start_time: startTime } = readings.described;
  const permit = toPermit(limiter, readings);
  const place = permit.place === null ? '' : ` (place ${permit.place} of ${permit.of ?? permit.place})`;
  const isStopped = permit.paused || permit.draining;
  return {
    state: 'waiting_for_permit',
    sentence: `"${id}" waits for a permit${place}: ${describeHolders(permit)}; ${describeStart(permit)}.`,
    since: startTime.toISOString(),
    who_acts: isStopped ? 'operator' : 'nobody',
    next_step: isStopped ? RESUME : null,
    permit,
  };
};

const explainStart = ({ described }: ExplainReadings, words: string): Finding => ({
  state: 'starting',
  sentence: `"${described.workflow_id}" ${words}.`,
  since: described.start_time.toISOString(),
  who_acts: 'nobody',
  next_step: null,
});

const explainPending = (readings: ExplainReadings): Finding => {
  const { described, limiter } = readings;
  const { workflow_id: id } = described;
  if (isUntouched(described)) return explainStart(readings, 'has been handed in; no worker has taken it yet');
  if (limiter === null)
    return explainStart(readings, 'is about to begin; its limiter has not said yet where it stands');
  if (limiter.holders.some(({ workflow_id: holder }) => holder === id))
    return explainStart(readings, 'has its permit and is about to begin');
  return explainPermit(readings, limiter);
};

/** What a job waits for before it is worked on: a worker, or its permit. Null when it waits for neither. */
export function explainWaiting(readings: ExplainReadings): Finding | null {
  const { described, progress, no_worker: noWorker } = readings;
  if (noWorker) return explainNoWorker(readings);
  const isStuck = described.task_attempt > 1;
  const hasBegun = progress.step !== 'pending' || described.pending.length > 0;
  return hasBegun || isStuck ? null : explainPending(readings);
}
