import { NO_REDIS } from '../stand/start-redis';
import type { Stand } from '../stand/stand';
import type { Hop } from '../hops/to-hops';
import { readHops } from '../hops/read-hops';
import type { Contestant, ContestantName } from './contestant';
import { openBare } from './open-bare';
import { openBullmq } from './open-bullmq';
import { openGenvideo } from './open-genvideo';
import { openMutex } from './open-mutex';

export interface OpenContestant {
  contestant: Contestant;
  /** Where its time went, where it can say so. */
  readHops?: (jobIds: readonly string[]) => Promise<Hop[]>;
}

/**
 * Starts a contestant's worker and all it needs.
 * @returns a text instead, why it cannot take part
 */
export async function openContestant(
  name: ContestantName,
  stand: Stand,
  limit: number,
): Promise<OpenContestant | string> {
  switch (name) {
    case 'genvideo': {
      const contestant = await openGenvideo(stand, limit);
      const { pool } = contestant;
      return { contestant, readHops: (jobIds) => readHops(stand, { pool, limit, jobIds }) };
    }
    case 'bare':
    case 'lean':
      return { contestant: await openBare(stand, name) };
    case 'bullmq':
      return stand.redis ? { contestant: await openBullmq(stand, limit, stand.redis) } : NO_REDIS;
    case 'mutex':
      return { contestant: await openMutex(stand, limit) };
  }
}
