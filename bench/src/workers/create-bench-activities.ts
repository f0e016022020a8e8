import path from 'node:path';
import type { Client } from '@temporalio/client';
import {
  createActivities,
  createComfyProxy,
  createDenyListPolicy,
  createDiskStorage,
  createKlingProxy,
  createTempFolders,
  type Activities,
  type Logger,
  type PermitDesk,
} from '@genvideo/activities';
import type { WorkerSettings } from './worker-settings';

/** For contestants that get their permits elsewhere, or need none. */
const NO_DESK: PermitDesk = {
  acquire: () => Promise.resolve(),
  confirm: () => Promise.resolve(),
  release: () => Promise.resolve(),
  readOutlook: () => Promise.resolve(null),
  isHeld: () => Promise.resolve(true),
  settle: () => Promise.resolve(),
};

/** GenVideo's own activities, bound as its worker binds them, but for the limiter. */
export function createBenchActivities(
  { imageUrl, videoUrl, folder }: WorkerSettings,
  { client, logger }: { client: Client; logger: Logger },
): Activities {
  return createActivities({
    client,
    logger,
    imageProvider: createComfyProxy({ baseUrl: imageUrl, apiKey: null }),
    videoProvider: createKlingProxy({ baseUrl: videoUrl, apiKey: null }),
    storage: createDiskStorage({ root: path.join(folder, 'results'), baseUrl: 'http://127.0.0.1/assets' }),
    tempFolders: createTempFolders(path.join(folder, 'temp')),
    contentPolicy: createDenyListPolicy([]),
    permits: NO_DESK,
    limits: { max_stage_retries: 3, job_timeout_seconds: 3_600, queue_timeout_seconds: 86_400 },
    callback: null,
    allowAmbiguousResubmit: false,
  });
}
