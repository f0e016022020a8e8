import { setDefaultSignalHandler } from '@temporalio/workflow';
import type { JobRequest, JobResult } from '@genvideo/models';
import { steps, toJob } from './activity-steps';
import { OPEN_GATE, runTwoStageJob } from './run-two-stage-job';

/**
 * The job with nothing around it: no limit, no progress, no retries of stages.
 * @param isLean whether the last stage stores the files as well
 */
export async function BareJobWorkflow(input: JobRequest, isLean: boolean): Promise<JobResult> {
  // The stage activities tell a job how far it is.
  setDefaultSignalHandler(() => undefined);
  return runTwoStageJob({ ...toJob(input), stores_at_once: isLean }, steps, OPEN_GATE);
}
