import type { Client } from '@temporalio/client';
import { toBatchTally, type BatchTally, type TallyStart } from './batch-tally';
import type { BatchView } from './batch-view';
import { createFollowedJob, type FollowedJob } from './followed-job';
import { createOutlastEngine, type OutlastEngine } from './outlast-engine';
import type { SubmissionPlan } from './plan-submissions';

/** What a job may take and where it runs; the same for all jobs of a batch. */
export interface JobLimits {
  /** TEMPORAL_TASK_QUEUE */
  taskQueue: string;
  jobTimeoutSeconds: number;
  queueTimeoutSeconds: number;
  /** LIMITER_MAX_WAITING */
  maxWaiting: number;
}

/** What submitting and following a batch share. */
export interface BatchSession {
  client: Client;
  jobs: readonly FollowedJob[];
  view: BatchView;
  /** Aborts when the user stops; the jobs go on. */
  signal: AbortSignal;
  outlast: OutlastEngine;
  limits: JobLimits;
  /** Where the batch stood after its jobs had been looked at for the first time. */
  start: TallyStart | null;
}

export function createBatchSession({
  plan,
  ...shared
}: Pick<BatchSession, 'client' | 'view' | 'signal' | 'limits'> & { plan: SubmissionPlan }): BatchSession {
  const { view, signal } = shared;
  return {
    ...shared,
    jobs: plan.jobs.map(createFollowedJob),
    outlast: createOutlastEngine({ notice: (text) => view.notice(text), signal }),
    start: null,
  };
}

/** The batch of a session in numbers, now. */
export function tallySession({ jobs, start }: BatchSession): BatchTally {
  return toBatchTally(jobs, start, Date.now());
}
