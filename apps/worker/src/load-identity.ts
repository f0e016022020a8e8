import { hostname } from 'node:os';
import { markStore, type Storage } from '@genvideo/activities/storage';
import { toWorkerIdentity } from '@genvideo/models';
import { toSettingsMark, type Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';
import { loadSharedFiles } from './load-shared-files';

export interface LoadIdentityOptions {
  config: Config;
  storage: Storage;
  logger: Logger;
}

/** The name under which this worker polls, which says how it is set and where it keeps results: doctor and workers compare that. */
export async function loadIdentity({ config, storage, logger }: LoadIdentityOptions): Promise<string> {
  const orNull = (event: string) => (error: unknown) => {
    logger.warn({ err: error }, event);
    return null;
  };
  const storeId = await markStore(storage).catch(orNull('storage_not_marked'));
  const files = await loadSharedFiles(config).catch(orNull('files_not_marked'));
  return toWorkerIdentity({
    pid: process.pid,
    host: hostname(),
    storeId,
    settings: toSettingsMark(config, files),
  });
}
