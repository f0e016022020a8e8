import { hostname } from 'node:os';
import { markStore, type Storage } from '@genvideo/activities/storage';
import { toWorkerIdentity } from '@genvideo/models';
import { toSettingsMark, type Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';

export interface LoadIdentityOptions {
  config: Config;
  storage: Storage;
  logger: Logger;
}

/** The name under which this worker polls, which says how it is set and where it keeps results: doctor and workers compare that. */
export async function loadIdentity({ config, storage, logger }: LoadIdentityOptions): Promise<string> {
  let storeId: string | null = null;
  try {
    storeId = await markStore(storage);
  } catch (error) {
    logger.warn({ err: error }, 'storage_not_marked');
  }
  return toWorkerIdentity({ pid: process.pid, host: hostname(), storeId, settings: toSettingsMark(config) });
}
