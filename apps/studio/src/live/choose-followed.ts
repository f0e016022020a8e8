import type { JobsEvent } from '@genvideo/progress-client';

/** The most jobs that one stream carries. */
export const MAX_FOLLOWED = 500;

/** How many jobs that nobody looks at any more a stream may carry on before it is opened anew without them. */
const MAX_SPARE = 50;

/** Whether nothing more will be heard of a job: it has ended, or is not there. */
export function isOver(event: JobsEvent | null): boolean {
  return (
    event !== null && event.workflow_status !== 'RUNNING' && event.workflow_status !== 'CONTINUED_AS_NEW'
  );
}

/** The jobs that a stream is to carry: those looked at that have not ended, in a fixed order. */
export function toFollowed(ids: Iterable<string>, get: (id: string) => JobsEvent | null): string[] {
  return [...ids]
    .filter((id) => !isOver(get(id)))
    .slice(-MAX_FOLLOWED)
    .sort();
}

/** Whether a stream that carries `streamed` will do for `wanted`: one that is opened anew costs everybody something. */
export function mayStay(streamed: readonly string[], wanted: readonly string[]): boolean {
  if (streamed.length === 0) return wanted.length === 0;
  if (wanted.length === 0) return false;
  const carried = new Set(streamed);
  return wanted.every((id) => carried.has(id)) && streamed.length - wanted.length <= MAX_SPARE;
}
