import type { JobState, Stage, StagePlan } from '@genvideo/models';
import type { FinishedJob, JobClosing } from '../job/finish-job';
import type { Knowledge } from './knowledge';

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
  /** What an activity of the same try learned before it was interrupted; null when this is the first. */
  left: Knowledge | null;
  /** The run of the workflow that was granted the permit; another one, after a reset, has to ask for it again. */
  permit_run_id: string;
  /** Whether the workflow knows what to do with a stage that is parked; those of earlier versions do not. */
  may_park?: boolean;
  /** Written beside the results before anything is asked of the provider. */
  state: JobState;
  /** Lets the last stage store the files as well, where that is soon done; those of earlier versions have none. */
  closing?: JobClosing;
}

/** A stage that was completed. */
export interface StageOutcome {
  status: 'completed';
  task_id: string;
  /** Where the provider offers what it made. */
  urls: string[];
  /** From the start of the watching activity to the provider's end, in seconds. */
  seconds: number;
  /** Resident memory of the worker that ran the stage, in MiB. */
  worker_memory_mib: number;
  /** The job's result, where its files were stored at once. */
  finished?: FinishedJob;
}

/** A stage that its provider does nothing for at the moment: it stands in line there. */
export interface ParkedStage {
  status: 'parked';
  left: Knowledge;
  /** What it waits for, for people. */
  message: string;
}

/** How a stage stands when its activity ends: over, parked, or interrupted with its task still running. */
export type StageReport = StageOutcome | ParkedStage | { status: 'interrupted'; left: Knowledge };
