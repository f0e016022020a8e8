import type { Config } from '@genvideo/models/config';
import { createDiskStorage } from './create-disk-storage';
import { createS3Storage } from './create-s3-storage';
import type { Storage } from './storage-port';

/** What decides where results are kept. */
export type StorageConfig = Pick<
  Config,
  'RESULTS_DIR' | 'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_PREFIX' | 'CALLBACK_BASE_URL'
>;

/** The store that the configuration names: S3 when S3_BUCKET is set, else RESULTS_DIR on disk. */
export function createStorage(config: StorageConfig): Storage {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_PREFIX: prefix, RESULTS_DIR: root } = config;
  const baseUrl = `${config.CALLBACK_BASE_URL}/assets`;
  if (bucket === null) return createDiskStorage({ root, baseUrl });
  return createS3Storage({ bucket, endpoint, prefix, baseUrl });
}
