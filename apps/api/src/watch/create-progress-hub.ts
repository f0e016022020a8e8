import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Client } from '@temporalio/client';
import { isIdentifier } from '@genvideo/models';
import { NotFoundError } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { ProblemError } from '../problem';
import { createManyWatches } from './create-many-watches';
import { HubClosedError } from './hub-closed-error';
import { JobChannel } from './job-channel';
import { JobChannels } from './job-channels';
import { createJobReader, type JobReader, type JobReaderOptions } from './job-reader';
import { toLookDelayMs } from './look-delay';
import { createLookLog } from './look-log';
import { openMailbox } from './open-mailbox';
import type { ProgressHub } from './progress-hub';
import { WatcherCounts } from './watcher-counts';

/** How many looks may be under way at the engine. */
const MAX_LOOKS = 32;

const RETRY_AFTER_SECONDS = 5;

/** How long looks that are under way are waited for at the end, in milliseconds. */
const GRACE_MS = 1_000;

export interface ProgressHubOptions {
  client: Client;
  logger: Logger;
  /** How the engine is asked about a job; default: with the client. */
  createReader?: (options: JobReaderOptions) => JobReader;
  /** How many may watch through this process; default 20,000. */
  maxWatchers?: number;
  /** How many of them with one key; default 2,000. */
  maxWatchersPerKey?: number;
  /** How many jobs those may follow together who follow many each; default 200,000, a quarter of them with one key. */
  maxFollowed?: number;
}

/** The one place through which this process asks the engine how far jobs are. */
export function createProgressHub(options: ProgressHubOptions): ProgressHub {
  const { client, logger, createReader = createJobReader } = options;
  const { maxWatchers = 20_000, maxWatchersPerKey = 2_000, maxFollowed = 200_000 } = options;
  const watchers = new WatcherCounts({ total: maxWatchers, perKey: maxWatchersPerKey });
  const counts = { engineCalls: 0, dropped: 0 };
  const onDropped = (): void => void (counts.dropped += 1);
  const admitLook = pLimit(MAX_LOOKS);
  const onLook = createLookLog(logger);
  let closed: HubClosedError | null = null;

  const channels: JobChannels = new JobChannels(
    (workflowId) =>
      new JobChannel({
        reader: createReader({ client, workflowId, onCall: () => (counts.engineCalls += 1) }),
        admitLook,
        toDelayMs: (need) => toLookDelayMs({ ...need, watchedJobs: channels.watched }, Math.random()),
        onLook,
      }),
  );

  const checkOpen = (): void => {
    if (closed === null) return;
    throw new ProblemError('ServiceUnavailable', closed.message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  };

  const many = createManyWatches({
    channels,
    watchers,
    maxFollowed,
    onDropped,
  });

  return {
    async read(workflowId) {
      if (!isIdentifier(workflowId)) throw new NotFoundError(workflowId.slice(0, 128));
      return channels.at(workflowId).read();
    },
    watch(workflowId, wish) {
      checkOpen();
      return openMailbox({ channels, watchers, onDropped }, workflowId, wish);
    },
    watchMany(wish) {
      checkOpen();
      return many.open(wish);
    },
    nudge: (workflowId) => channels.find(workflowId)?.nudge(),
    forgetAbsence: (workflowId) => channels.forgetAbsence(workflowId),
    stats: () => ({ jobs: channels.watched, watchers: watchers.total, ...counts }),
    async close(reason) {
      closed ??= new HubClosedError(reason);
      many.fail(closed);
      const all = channels.list();
      for (const channel of all) channel.end(closed);
      const settled = Promise.all(all.map((channel) => channel.settle()));
      await Promise.race([settled, delay(GRACE_MS, undefined, { ref: false })]);
    },
  };
}
