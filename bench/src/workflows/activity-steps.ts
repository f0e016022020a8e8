import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { JobRequest } from '@genvideo/models';
import type { Steps, TwoStageJob } from './run-two-stage-job';

const JOB_TIMEOUT = '1 hour';

const { prepareJob } = proxyLocalActivities<Steps>({ startToCloseTimeout: '5 seconds' });

const { makeImage, makeVideo, finishJob } = proxyActivities<Steps>({
  startToCloseTimeout: JOB_TIMEOUT,
  scheduleToCloseTimeout: JOB_TIMEOUT,
  heartbeatTimeout: '10 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** The steps as activities, called with the options that GenVideo calls them with. */
export const steps: Steps = { prepareJob, makeImage, makeVideo, finishJob };

/** This workflow as a job. */
export function toJob(input: JobRequest): TwoStageJob {
  const { workflowId, runId, startTime } = workflowInfo();
  return { workflow_id: workflowId, run_id: runId, started_at: startTime.toISOString(), input };
}
