import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import { SHOWN_TYPES } from './check-visible';
import type { JobFilters } from './list-filters';

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

const hasTag = (tag: string): string => `${SEARCH_ATTRIBUTE.tag.name} = ${quote(tag)}`;

const isOfType = (type: string): string =>
  SHOWN_TYPES.includes(type) ? `WorkflowType = ${quote(type)}` : hasTag(`type:${type}`);

/** What decides which jobs a list holds. */
export interface ListScope {
  taskQueue: string;
  /** The user that the caller is bound to; null for everybody's jobs. */
  userId: string | null;
}

/** The visibility query for jobs: those of this pool, of the caller's user, and as the filters say. */
export function toListQuery(filters: JobFilters, { taskQueue, userId }: ListScope): string {
  const { status, type, user, tag, since, until } = filters;
  return [
    `WorkflowType IN (${SHOWN_TYPES.map(quote).join(', ')})`,
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
