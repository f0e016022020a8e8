import { JOB_WORKFLOW_TYPES } from '@genvideo/models';
import { hasTag, isOneOf, toListQuery, type ListScope } from '../job/list-query';
import type { GalleryFilters } from './gallery-filters';

/** The engine's words for what a status takes in. */
const ENGINE_STATUS: Record<GalleryFilters['status'], readonly string[]> = {
  running: ['Running'],
  completed: ['Completed'],
  failed: ['Failed', 'TimedOut'],
  cancelled: ['Canceled', 'Terminated'],
  all: [],
};

/** The visibility query for the jobs that a gallery shows: no batches, whose items are jobs of their own. */
export function toGalleryQuery(filters: Omit<GalleryFilters, 'limit' | 'cursor'>, scope: ListScope): string {
  const { status, type, user, tag, since, until, style } = filters;
  const statuses = ENGINE_STATUS[status];
  return [
    toListQuery({ type, user, tag, since, until }, scope),
    isOneOf('WorkflowType', JOB_WORKFLOW_TYPES),
    ...(statuses.length === 0 ? [] : [isOneOf('ExecutionStatus', statuses)]),
    ...(style === undefined ? [] : [hasTag(`style:${style}`)]),
  ].join(' AND ');
}
