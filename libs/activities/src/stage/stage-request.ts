import type { JobState, Stage, StagePlan } from '@genvideo/models';
import type { MediaOutput } from '../providers/provider-port';

/** One try of one stage, as the workflow asks for it. */
export interface StageRequest<Task> {
  workflow_id: string;
  user_id: string;
  priority: number;
  stage: Stage;
  /** Counted from 1; a new try is a new paid submission. */
  attempt: number;
  plan: StagePlan;
  task: Task;
  /** The run of the workflow that was granted the permit; another one, after a reset, has to ask for it again. */
  permit_run_id: string;
  /** Written beside the results before anything is asked of the provider. */
  state: JobState;
}

/** How a stage that was completed went. */
export interface StageOutcome extends MediaOutput {
  task_id: string;
  /** From the start of the watching activity to the provider's end, in seconds. */
  seconds: number;
  /** Resident memory of the worker that ran the stage, in MiB. */
  worker_memory_mib: number;
}
