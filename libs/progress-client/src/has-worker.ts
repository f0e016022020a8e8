import type { Client } from '@temporalio/client';
import { toEngineNowMs } from '@genvideo/models';
import { readLatestPoll, type LatestPollOptions } from './read-latest-poll';

/** A worker polls at least once a minute; the engine goes on naming one that is gone for five. */
const POLL_AGE_LIMIT_MS = 70_000;

/** Whether a poll is so young that its worker may well be there, also where this machine's clock is minutes off. */
export function isRecentPoll(poll: Date | null): poll is Date {
  if (poll === null) return false;
  return poll.getTime() >= toEngineNowMs(poll.getTime(), Date.now()) - POLL_AGE_LIMIT_MS;
}

/** Whether a worker has polled a task queue within about the last minute. */
export async function hasWorker(
  client: Client,
  taskQueue: string,
  options: Pick<LatestPollOptions, 'timeoutMs'> = {},
): Promise<boolean> {
  return isRecentPoll(await readLatestPoll(client, taskQueue, options));
}
