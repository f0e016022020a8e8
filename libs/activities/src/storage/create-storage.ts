import type { Config } from '@genvideo/models/config';
import { createDiskStorage } from './create-disk-storage';
import type { Storage } from './storage-port';

/** What decides where results are kept. */
export type StorageConfig = Pick<
  Config,
  'RESULTS_DIR' | 'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_PREFIX' | 'CALLBACK_BASE_URL'
>;

/** The store that the configuration names: RESULTS_DIR on disk, or S3 when S3_BUCKET is set. */
export function createStorage(config: StorageConfig): Storage {
  const baseUrl = `${config.CALLBACK_BASE_URL}/assets`;
  return createDiskStorage({ root: config.RESULTS_DIR, baseUrl });
}
