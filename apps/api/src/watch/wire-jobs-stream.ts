import type { RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import type { Logger } from '@genvideo/runtime';
import { listPage } from '../job/list-page';
import { toLiveQuery } from '../job/list-query';
import type { EngineWatch } from '../operation/watch-engine';
import { createJobFinder } from './create-job-finder';
import { createJobsStream } from './create-jobs-stream';
import { createLookLog } from './look-log';
import { MAX_FOLLOWED } from './parse-watch-query';
import type { ProgressHub } from './progress-hub';

const FIRST_PAGE = new Uint8Array();

export interface JobsStreamParts {
  config: Pick<Config, 'TEMPORAL_TASK_QUEUE'>;
  client: Client;
  logger: Logger;
  hub: ProgressHub;
  withEngine: EngineWatch;
}

/** The stream of many jobs on the engine: jobs of this API's pool join, and of the caller's user where it has one. */
export function wireJobsStream({ config, client, logger, hub, withEngine }: JobsStreamParts): RequestHandler {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  return createJobsStream({
    hub,
    finder: createJobFinder(createLookLog(logger)),
    toMatching: (filters, { userId }) => ({
      key: JSON.stringify([filters, userId]),
      search: async (endedSinceMs) => {
        const query = toLiveQuery(filters, { taskQueue, userId }, endedSinceMs);
        const request = { query, limit: MAX_FOLLOWED, token: FIRST_PAGE };
        return (await withEngine(listPage(client, taskQueue, request))).jobs;
      },
    }),
  });
}
