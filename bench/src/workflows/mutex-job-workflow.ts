import {
  condition,
  getExternalWorkflowHandle,
  setDefaultSignalHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { JobRequest, JobResult } from '@genvideo/models';
import { steps, toJob } from './activity-steps';
import { runTwoStageJob } from './run-two-stage-job';
import { grantedSignal, releaseSignal, requestSignal } from './semaphore-workflow';

/** The job behind a semaphore workflow that runs under `semaphoreId`. */
export async function MutexJobWorkflow(input: JobRequest, semaphoreId: string): Promise<JobResult> {
  const { workflowId } = workflowInfo();
  const semaphore = getExternalWorkflowHandle(semaphoreId);
  let granted = false;
  setHandler(grantedSignal, () => {
    granted = true;
  });
  // The stage activities tell a job how far it is; a default handler takes all signals that have none yet.
  setDefaultSignalHandler(() => undefined);
  return runTwoStageJob(toJob(input), steps, {
    async enter() {
      await semaphore.signal(requestSignal, workflowId);
      await condition(() => granted);
    },
    leave: () => semaphore.signal(releaseSignal, workflowId),
  });
}
