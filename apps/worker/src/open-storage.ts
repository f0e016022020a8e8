import { createStorage, type Storage } from '@genvideo/activities/storage';
import type { Config } from '@genvideo/models/config';
import { UserFacingError, type Lifetime, type Logger } from '@genvideo/runtime';
import { checkFolder } from './check-folder';

export interface OpenStorageOptions {
  config: Config;
  lifetime: Lifetime;
  logger: Logger;
}

async function checkBucket(storage: Storage): Promise<void> {
  try {
    await storage.check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFacingError(`S3_BUCKET is set, but results cannot be kept there. ${reason}`);
  }
}

/**
 * Opens the store for results, makes sure that it can be written, before any job finds out at its end, and clears away
 * what killed processes left in it.
 * @throws UserFacingError naming the variable, the place and what to do
 */
export async function openStorage({ config, lifetime, logger }: OpenStorageOptions): Promise<Storage> {
  const storage = lifetime.own(createStorage(config), (open) => open.close());
  if (config.S3_BUCKET === null) await checkFolder('RESULTS_DIR', config.RESULTS_DIR);
  else await checkBucket(storage);
  // Not every server lists uploads, and not everybody may: a rule of the bucket then does it.
  await storage.sweep().catch((error: unknown) => logger.warn({ err: error }, 'storage_not_swept'));
  return storage;
}
