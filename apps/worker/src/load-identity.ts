import { hostname } from 'node:os';
import { markStore, type Storage } from '@genvideo/activities/storage';
import { toWorkerIdentity } from '@genvideo/models';
import type { Logger } from '@genvideo/runtime';

/** The name under which this worker polls, which says where it keeps results: the doctor compares that with the API. */
export async function loadIdentity(storage: Storage, logger: Logger): Promise<string> {
  let storeId: string | null = null;
  try {
    storeId = await markStore(storage);
  } catch (error) {
    logger.warn({ err: error }, 'storage_not_marked');
  }
  return toWorkerIdentity({ pid: process.pid, host: hostname(), storeId });
}
