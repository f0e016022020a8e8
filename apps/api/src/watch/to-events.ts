import { isTerminal, type Progress } from '@genvideo/models';
import { isClosed } from '@genvideo/progress-client/direct';
import { isAfter, type EventCursor, type Place } from './event-cursor';
import { ProgressEvent, type EventKind } from './progress-event';
import { toProgressView, type ProgressView, type WatchedJob } from './watched-job';

/** A job as the engine tells it now, and its workflow's own record, null when that is not known. */
export interface JobState {
  job: WatchedJob;
  history: readonly Progress[] | null;
}

interface Entry {
  progress: Progress;
  place: Place;
  /** Whether a stage, or another try of it, began here. */
  isStage: boolean;
}

const tellsApart = ({ step, status, message, error_message }: Progress): string =>
  JSON.stringify([step, status, message, error_message]);

const toEntries = (history: readonly Progress[]): Entry[] => {
  const entries: Entry[] = [];
  for (const progress of history) {
    const before = entries.at(-1);
    const atMs = Date.parse(progress.updated_at);
    const nth = before?.place.atMs === atMs ? before.place.nth + 1 : 1;
    const isStage = before === undefined || tellsApart(before.progress) !== tellsApart(progress);
    entries.push({ progress, place: { atMs, nth }, isStage });
  }
  return entries;
};

/** The entries of the record after a cursor at which a stage began. How the job ended is told by the engine alone. */
const toMissedEntries = (history: readonly Progress[] | null, cursor: EventCursor): Entry[] =>
  toEntries(history ?? []).filter(
    ({ isStage, place, progress }) => isStage && isAfter(place, cursor) && !isTerminal(progress),
  );

/** Whether the present state tells of this beginning itself. */
const isPresent = ({ progress }: Entry, { job }: JobState): boolean =>
  tellsApart(progress) === tellsApart(job.progress);

/**
 * The stages that began between a cursor and the present, as far as the record reaches back. Percent goes on from the
 * cursor's.
 */
export function toMissedStages(state: JobState, cursor: EventCursor): ProgressEvent[] {
  const missed = toMissedEntries(state.history, cursor);
  const latest = missed.at(-1);
  if (latest && isPresent(latest, state)) missed.pop();
  const view: ProgressView = { ...toProgressView(state.job), workflow_status: 'RUNNING' };
  let { percent } = cursor;
  return missed.map(({ progress, place }) => {
    percent = Math.max(percent, progress.percent);
    return new ProgressEvent({ ...view, progress: { ...progress, percent } }, 'stage', place);
  });
}

const isSame = (left: ProgressView, right: ProgressView): boolean =>
  left.workflow_status === right.workflow_status &&
  JSON.stringify({ ...left.progress, updated_at: null }) ===
    JSON.stringify({ ...right.progress, updated_at: null });

const toPlace = ({ job, history }: JobState, before: Place | null): Place => {
  const end = history && toEntries(history).at(-1)?.place;
  if (end) return end;
  const described = { atMs: Date.parse(job.progress.updated_at), nth: 1 };
  return before !== null && isAfter(before, described) ? before : described;
};

const beginsStage = (before: ProgressEvent | null, state: JobState): boolean => {
  if (before === null) return true;
  const { step, status } = state.job.progress;
  const last = before.view.progress;
  if (last.step !== step || last.status !== status) return true;
  const latest = toMissedEntries(state.history, before.cursor).at(-1);
  return latest !== undefined && isPresent(latest, state);
};

const toKind = (before: ProgressEvent | null, state: JobState): EventKind => {
  if (isClosed(state.job.workflow_status)) return 'last';
  return beginsStage(before, state) ? 'stage' : 'change';
};

/**
 * What is new about a job since the event before: the stages that began in between, then the present where it differs.
 * Percent never goes down. Without an event before, the present alone.
 */
export function toEvents(before: ProgressEvent | null, state: JobState): ProgressEvent[] {
  const stages = before === null ? [] : toMissedStages(state, before.cursor);
  const last = stages.at(-1) ?? before;
  const { progress, ...view } = toProgressView(state.job);
  const percent = Math.max(progress.percent, last?.percent ?? 0);
  const present = { ...view, progress: { ...progress, percent } };
  if (last && isSame(last.view, present)) return stages;
  const place = toPlace(state, before?.place ?? null);
  return [...stages, new ProgressEvent(present, toKind(last, state), place)];
}
