import type { Client } from '@temporalio/client';
import type { Storage } from '@genvideo/activities/storage';
import { isPictureKey, type GenerationInput } from '@genvideo/models';
import { isKnownJob } from '@genvideo/progress-client/direct';
import type { EngineWatch } from '../operation/watch-engine';
import { readImageUrl, refuseImageUrl } from './image-url-field';

export interface StartPictureOptions {
  client: Client;
  withEngine: EngineWatch;
  storage: Pick<Storage, 'toKey' | 'grantRead'>;
}

/** While the store does not tell, a job is taken: its worker finds out. */
const isThere = async (key: string, { storage }: StartPictureOptions): Promise<boolean> => {
  const grant = await storage.grantRead(key, 'HEAD').catch(() => undefined);
  return grant !== null;
};

/**
 * Refuses a start picture that was handed in by `POST /pictures` and is not kept any more, before anything is paid for. A job
 * that is there already may be asked for again, whatever has become of its picture.
 * @throws ProblemError 422
 */
export async function checkStartPicture(job: GenerationInput, options: StartPictureOptions): Promise<void> {
  const url = readImageUrl(job);
  const key = url === null ? null : options.storage.toKey(url);
  if (key === null || !isPictureKey(key) || (await isThere(key, options))) return;
  const { client, withEngine } = options;
  if (job.request_id !== null && (await withEngine(isKnownJob(client, job.request_id)))) return;
  throw refuseImageUrl(
    'names a picture that is not kept here any more. Hand it in again with POST /pictures',
  );
}
