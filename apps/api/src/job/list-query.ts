import { JOB_WORKFLOW_TYPES, SEARCH_ATTRIBUTE } from '@genvideo/models';
import { SHOWN_TYPES } from './check-visible';
import type { JobFilters, WatchFilters } from './list-filters';

/** The engine's words for how a workflow stands, as its visibility queries take them. */
const ENGINE_STATUS: Record<NonNullable<JobFilters['status']>, string> = {
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELED: 'Canceled',
  TERMINATED: 'Terminated',
  TIMED_OUT: 'TimedOut',
  CONTINUED_AS_NEW: 'ContinuedAsNew',
};

/** A text without backslashes as a literal of the engine's query language. */
const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

/** Asks for what has a tag. */
export const hasTag = (tag: string): string => `${SEARCH_ATTRIBUTE.tag.name} = ${quote(tag)}`;

/** Asks for what has one of these values. */
export const isOneOf = (name: string, values: readonly string[]): string =>
  `${name} IN (${values.map(quote).join(', ')})`;

const isOfType = (type: string): string => {
  if (type === 'job') return isOneOf('WorkflowType', JOB_WORKFLOW_TYPES);
  return SHOWN_TYPES.includes(type) ? `WorkflowType = ${quote(type)}` : hasTag(`type:${type}`);
};

/** The filters that are a matter of the query alone. */
type ListedFilters = Partial<Omit<JobFilters, 'limit' | 'cursor'>>;

/** What decides which jobs a list holds. */
export interface ListScope {
  taskQueue: string;
  /** The user that the caller is bound to; null for everybody's jobs. */
  userId: string | null;
}

/** The part of a query for what runs, or has ended since a moment, in milliseconds of the Unix epoch. */
const isLive = (endedSinceMs: number): string =>
  `(ExecutionStatus = 'Running' OR CloseTime >= ${quote(new Date(endedSinceMs).toISOString())})`;

/** The visibility query for jobs to follow: those of {@link toListQuery} that run, or have ended since a moment. */
export function toLiveQuery(filters: WatchFilters, scope: ListScope, endedSinceMs: number): string {
  const { status, ...rest } = filters;
  // What runs has to be followed to become what is asked for, and what was followed has to be told of.
  const ended = status === undefined || status === 'RUNNING' ? {} : { status };
  return `${toListQuery({ ...rest, ...ended }, scope)} AND ${isLive(endedSinceMs)}`;
}

/** The visibility query for jobs: those of this pool, of the caller's user, and as the filters say. */
export function toListQuery(filters: ListedFilters, { taskQueue, userId }: ListScope): string {
  const { status, type, user, tag, since, until } = filters;
  return [
    isOneOf('WorkflowType', SHOWN_TYPES),
    `TaskQueue = ${quote(taskQueue)}`,
    ...(userId === null ? [] : [hasTag(`user:${userId}`)]),
    ...(status === undefined ? [] : [`ExecutionStatus = ${quote(ENGINE_STATUS[status])}`]),
    ...(type === undefined ? [] : [isOfType(type)]),
    ...(user === undefined ? [] : [hasTag(`user:${user}`)]),
    ...(tag === undefined ? [] : [hasTag(tag)]),
    ...(since === undefined ? [] : [`StartTime >= ${quote(since)}`]),
    ...(until === undefined ? [] : [`StartTime < ${quote(until)}`]),
  ].join(' AND ');
}
