import { Router } from 'express';
import type { Client } from '@temporalio/client';
import type { Config } from '@genvideo/models/config';
import { startJob } from '@genvideo/progress-client/direct';
import type { Logger } from '@genvideo/runtime';
import { toJobLinks } from './job-links';
import { parseJobRequest } from './parse-job-request';
import { readJsonBody } from './read-json-body';

export interface JobRoutesOptions {
  client: Client;
  config: Config;
  logger: Logger;
}

/**
 * `POST /jobs`: starts a job, once. The same input under the same id answers with the job that is there, so a caller
 * that did not hear the answer asks again.
 */
export function createJobRoutes({ client, config, logger }: JobRoutesOptions): Router {
  const options = {
    client,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    jobTimeoutSeconds: config.JOB_TIMEOUT_SECONDS,
    queueTimeoutSeconds: config.QUEUE_TIMEOUT_SECONDS,
    maxWaiting: config.LIMITER_MAX_WAITING,
  };
  const routes = Router();
  routes.post('/jobs', readJsonBody, async (request, response) => {
    const job = parseJobRequest(request.body, request.get('idempotency-key'));
    const { workflow_id, created } = await startJob(options, job);
    if (created) logger.info({ workflow_id, user_id: job.user_id }, 'job_submitted');
    const links = toJobLinks(workflow_id);
    response
      .status(202)
      .location(links.status_url)
      .json({ workflow_id, ...links });
  });
  return routes;
}
