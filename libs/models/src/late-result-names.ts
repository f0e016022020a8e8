/** What the ids of workflows begin with that wait for late results, and those of jobs do not. */
export const LATE_RESULT_ID_PREFIX = 'late-result:';

/** A run of a job that has ended, or is about to. A job that was reset has several. */
export interface EndedRun {
  workflow_id: string;
  run_id: string;
}

/** The id of the workflow that waits for what a run of a job left under way. */
export const toLateResultId = ({ workflow_id, run_id }: EndedRun): string =>
  `${LATE_RESULT_ID_PREFIX}${workflow_id}:${run_id}`;

/** The run of a job that a workflow waits for the late result of; null when the id is none of theirs. */
export function parseLateResultId(id: string): EndedRun | null {
  const colon = id.lastIndexOf(':');
  if (!id.startsWith(LATE_RESULT_ID_PREFIX) || colon < LATE_RESULT_ID_PREFIX.length) return null;
  return { workflow_id: id.slice(LATE_RESULT_ID_PREFIX.length, colon), run_id: id.slice(colon + 1) };
}

/** The values of the search attribute `CustomTag` for one of them. */
export function toLateResultTags({
  workflow_id,
  user_id,
}: {
  workflow_id: string;
  user_id: string;
}): string[] {
  return [`of:${workflow_id}`, `user:${user_id}`];
}
