import { readQueue } from '@genvideo/progress-client/direct';
import type { LimiterQueue } from '@genvideo/models';
import type { OperationsOptions } from '../operations-options';
import { createRecordReader } from '../gallery/create-record-reader';
import { createGalleryOperation } from '../gallery/gallery-operation';
import { createPreviewOperation } from '../job/preview-operation';
import type { Operation } from '../operation/operation';
import { createJobsEventsOperation } from '../watch/jobs-events-operation';
import { wireJobsStream } from '../watch/wire-jobs-stream';
import { createLimiterHistory } from './create-limiter-history';
import { createFailuresOperation } from './failures-operation';
import { createLimiterHistoryOperation } from './limiter-history-operation';
import { createSessionOperation } from './session-operation';

/** What shows many jobs at once: a stream of them, what they made, why they failed, and how the limiter fares. */
export function createOverviewOperations(options: OperationsOptions): Operation[] {
  const { config, client, hub, monitor, storage, stopping, version } = options;
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const { namespace } = client.options;
  const records = { client, taskQueue, readRecord: createRecordReader(storage) };

  /** Without a worker, asking the limiter would only take long. */
  const read = async (): Promise<LimiterQueue | null> => {
    const state = await monitor.check();
    return state.reachable && state.pollers > 0 ? readQueue(client, taskQueue) : null;
  };

  return [
    createJobsEventsOperation(wireJobsStream(options)),
    createGalleryOperation(records),
    createPreviewOperation({ hub, storage, imageBaseUrls: config.IMAGE_API_BASE_URL }),
    createFailuresOperation(records),
    createLimiterHistoryOperation(createLimiterHistory({ read, signal: stopping })),
    createSessionOperation({ config, namespace, version }),
  ];
}
