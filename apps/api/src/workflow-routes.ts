import { Router } from 'express';
import type { Client } from '@temporalio/client';
import { isIdentifier } from '@genvideo/models';
import { describeJob, readProgress, readResult } from '@genvideo/progress-client/direct';
import { toJobLinks } from './job-links';
import { ProblemError } from './problem';

/** `GET /workflows/{workflow_id}/status`, `/progress` and `/result`: a job, as its submitter follows it. */
export function createWorkflowRoutes(client: Client): Router {
  const routes = Router();
  // Express calls it with four arguments.
  // eslint-disable-next-line max-params
  routes.param('workflowId', (_request, _response, next, workflowId: string) => {
    if (!isIdentifier(workflowId))
      throw new ProblemError('NotFound', `"${workflowId}" is no workflow id, so there is no such workflow.`);
    next();
  });

  routes.get('/workflows/:workflowId/status', async ({ params }, response) => {
    const job = await describeJob(client, params.workflowId);
    response.json({
      workflow_id: job.workflow_id,
      status: job.workflow_status,
      start_time: job.start_time.toISOString(),
      close_time: job.close_time?.toISOString() ?? null,
      workflow_type: job.workflow_type,
      task_queue: job.task_queue,
    });
  });

  routes.get('/workflows/:workflowId/progress', async ({ params }, response) => {
    const { workflow_id, workflow_status, progress } = await readProgress(client, params.workflowId);
    response.json({ workflow_id, workflow_status, progress, timestamp: new Date().toISOString() });
  });

  routes.get('/workflows/:workflowId/result', async ({ params: { workflowId } }, response) => {
    const result = await readResult(client, workflowId);
    if (result === null)
      throw new ProblemError(
        'Conflict',
        `"${workflowId}" still runs, so it has no result yet; ${toJobLinks(workflowId).progress_url} tells how far it is.`,
      );
    response.json(result);
  });

  return routes;
}
