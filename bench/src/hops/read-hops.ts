import { toLimiterId } from '@genvideo/models';
import { fetchRuns } from '../stand/fetch-runs';
import type { Stand } from '../stand/stand';
import { readJobTimes } from './read-job-times';
import { readLedger } from './read-ledger';
import { readTraffic } from './read-traffic';
import { toHops, type Hop } from './to-hops';

/** How many histories are read at once. */
const AT_ONCE = 20;

export interface FinishedRound {
  pool: string;
  limit: number;
  jobIds: readonly string[];
}

/** Where the time of a round of genvideo went, from the engine's histories and the mock's ledger. */
export async function readHops(stand: Stand, { pool, limit, jobIds }: FinishedRound): Promise<Hop[]> {
  const { client } = stand;
  const ledger = await readLedger(stand.mock);
  const runs = await fetchRuns(client, toLimiterId(pool));
  const others = { ledger, ...readTraffic(runs.toReversed().flat()) };
  const left = [...jobIds];
  const times: NonNullable<Awaited<ReturnType<typeof readJobTimes>>>[] = [];
  const readSome = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const job = await readJobTimes(client, id, others);
      if (job) times.push(job);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readSome));
  return toHops(times, limit);
}
