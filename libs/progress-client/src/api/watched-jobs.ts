import { InvalidRequestError } from '../invalid-request-error';
import type { WorkflowStatus } from '../workflow-status';

/** The most jobs that one stream of the API follows. */
const MAX_WATCHED = 500;

/** Which jobs are followed that are not named; without any of these, whatever runs. */
export interface JobMatch {
  /** RUNNING, or absent: what runs now or later, to its end. Another: whatever ends so from now on. */
  status?: WorkflowStatus | undefined;
  /** A workflow type, or what is made: `job`, `image`, `video`, `batch`. */
  type?: string | undefined;
  user?: string | undefined;
  /** One of the search attribute CustomTag, such as `batch:ID`. */
  tag?: string | undefined;
}

/** The jobs to follow: by their ids, 500 at most, or by what they have in common. */
export type WatchedJobs = readonly string[] | JobMatch;

export function isNamed(jobs: WatchedJobs): jobs is readonly string[] {
  return Array.isArray(jobs);
}

/** @throws InvalidRequestError for too many ids, or none, or what cannot be one */
export function checkWatchedJobs(jobs: WatchedJobs): void {
  if (!isNamed(jobs)) return;
  if (jobs.length === 0) throw new InvalidRequestError('There are no ids to follow. Give at least one.');
  if (jobs.length > MAX_WATCHED)
    throw new InvalidRequestError(
      `${jobs.length} jobs are more than the ${MAX_WATCHED} that one stream follows. Watch the rest by another, or follow them by what they have in common, such as {tag: "batch:ID"}.`,
    );
  const bad = jobs.find((id) => typeof id !== 'string' || id.trim() === '' || id.includes(','));
  if (bad !== undefined) throw new InvalidRequestError(`"${String(bad)}" is no workflow id.`);
}

/** The jobs as the query of `GET /events` says them. */
export function toWatchQuery(jobs: WatchedJobs): string {
  if (isNamed(jobs)) return `ids=${jobs.map(encodeURIComponent).join(',')}`;
  const { status, type, user, tag } = jobs;
  const given = Object.entries({ status, type, user, tag }).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given as [string, string][]).toString();
}
