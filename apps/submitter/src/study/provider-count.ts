import type { Interval } from './concurrency-over-time';
import type { MockTask } from './mock-admin';
import type { ProviderCount } from './study-report';

/** What the providers themselves saw of a batch, both services together. */
export interface ProviderAccount {
  count: ProviderCount;
  tasks: readonly MockTask[];
}

/** When a provider worked on tasks; tasks that have not ended are taken to run until `now` (milliseconds). */
export function toTaskIntervals(tasks: readonly MockTask[], now: number): Interval[] {
  return tasks.map(({ created_at, ended_at }) => ({
    from: Date.parse(created_at),
    to: ended_at === null ? now : Date.parse(ended_at),
  }));
}
