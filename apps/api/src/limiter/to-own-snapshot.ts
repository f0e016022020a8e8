import type { LimiterSnapshot } from '@genvideo/models';
import type { Caller } from '../auth/caller';

/** The limiter as a caller may see it: the counts, and by name only the jobs that are its own. */
export function toOwnSnapshot(snapshot: LimiterSnapshot, { userId }: Caller): LimiterSnapshot {
  if (userId === null) return snapshot;
  const { holders, waiting_by_user: waiting } = snapshot;
  return {
    ...snapshot,
    holders: holders.filter((holder) => holder.user_id === userId),
    waiting_by_user: Object.fromEntries(Object.entries(waiting).filter(([user]) => user === userId)),
  };
}
