import { parseStoreId } from '@genvideo/models';
import type { ApiCheck } from './check-api';
import type { EngineDesk } from './engine-desk';
import { fail, ok, skip, type Verdict } from './finding';
import { readPollers } from './read-pollers';
import { toReason } from './to-reason';

export interface SharedStoreQuestion {
  taskQueue: string;
  /** What the API says of its store. */
  api: Pick<ApiCheck, 'store'>;
}

const SHARE =
  'Give the API and all workers the same RESULTS_DIR, a folder that all of them see, or the same S3_BUCKET, S3_ENDPOINT and S3_PREFIX, and restart them.';

const judge = (identities: readonly string[], store: string | null): Verdict => {
  const telling = identities.filter((identity) => parseStoreId(identity) !== null);
  if (telling.length === 0) return skip('no worker says where it keeps results');
  const elsewhere = telling.filter((identity) => parseStoreId(identity) !== store);
  if (elsewhere.length === 0) return ok('the API and the workers keep results in one store');
  return fail(
    `the API keeps results in another store than the worker ${elsewhere.join(' and ')}, so batches fail and links to results lead nowhere`,
    SHARE,
  );
};

/** Whether the API and the workers keep results in one store: each says which it has. */
export async function checkSharedStore(
  desk: EngineDesk,
  { taskQueue, api }: SharedStoreQuestion,
): Promise<Verdict> {
  if (api.store === undefined) return skip('the API has to answer first');
  try {
    const { identities } = await readPollers(desk, taskQueue, 'activity');
    if (identities.length === 0) return skip('a worker has to be there to answer');
    return judge(identities, api.store);
  } catch (error) {
    return skip(`the engine does not tell who polls "${taskQueue}": ${toReason(error)}`);
  }
}
