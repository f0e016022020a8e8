import type { PermitRequest } from '@genvideo/models';

/** How many users wait; they take turns. */
const USERS = 10;

const PRIORITY = 3;

export interface CrowdOptions {
  /** Workflows that run and can take a permit, in the order in which they are to get one. */
  holders: readonly string[];
  /** How many only wait. */
  names: number;
  prefix: string;
}

/**
 * Jobs that ask for a permit: first the holders, one of each user in turn, then names that stand for jobs. Nobody gets
 * to the names, so nothing has to run for them; the limiter keeps and orders them like all others.
 */
export function toCrowd({ holders, names, prefix }: CrowdOptions): PermitRequest[] {
  const waiting = Array.from({ length: names }, (_, index) => `${prefix}-${index}`);
  return [...holders, ...waiting].map((workflow_id, index) => ({
    workflow_id,
    user_id: `user-${index % USERS}`,
    priority: PRIORITY,
  }));
}
