import type { Config } from '@genvideo/models/config';
import { checkFolder } from './check-folder';
import { fail, ok, type Verdict } from './finding';
import { toReason } from './to-reason';
import { within } from './within';

const checkBucket = async (config: Config, bucket: string, timeoutMs: number): Promise<Verdict> => {
  // Only those who keep results on S3 wait for its SDK to load.
  const { createStorage } = await import('@genvideo/activities/storage');
  const storage = createStorage(config);
  const where = `the bucket "${bucket}"${config.S3_ENDPOINT === null ? '' : ` at ${config.S3_ENDPOINT}`}`;
  try {
    await within(storage.check(), timeoutMs);
    return ok(`${where} can be written and read`);
  } catch (error) {
    return fail(
      `results cannot be kept in ${where}: ${toReason(error)}`,
      'Create the bucket, or correct S3_BUCKET, S3_ENDPOINT and the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION).',
    );
  } finally {
    await storage.close();
  }
};

/** Whether results can be kept: in the bucket where one is set, else in the folder. */
export function checkResults(config: Config, timeoutMs: number): Promise<Verdict> {
  const { S3_BUCKET: bucket, RESULTS_DIR: folder } = config;
  return bucket === null ? checkFolder('RESULTS_DIR', folder) : checkBucket(config, bucket, timeoutMs);
}
