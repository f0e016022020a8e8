import type { DeliveryOutcome, JobResult, Notice, PermitRequest } from '@genvideo/models';
import type { BatchActivities } from './batch/create-batch-activities';
import type { AbandonJobRequest } from './job/abandon-job-request';
import type { FinishedJob, JobAccount } from './job/finish-job';
import type { PreparedJob, PrepareJobRequest } from './job/prepare-job';
import type { LateResultRequest } from './late/left-under-way';
import type { GrantDelivery, Undelivered } from './permits/deliver-grants';
import type { Census, JobPool } from './permits/list-running-jobs';
import type { ReconcileRequest } from './permits/reconcile-permits';
import type { PermitAnswer, PermitTelling } from './permits/tell-limiter';
import type { ProviderAnswer, ProviderTelling } from './permits/tell-provider';
import type { ImageTask, VideoTask } from './providers/provider-port';
import type { StageReport, StageRequest } from './stage/stage-request';

/** What workflows can have done for them. Inputs and outputs are plain JSON. */
export interface Activities extends BatchActivities {
  prepareJob(request: PrepareJobRequest): Promise<PreparedJob>;
  makeImage(request: StageRequest<ImageTask>): Promise<StageReport>;
  makeVideo(request: StageRequest<VideoTask>): Promise<StageReport>;
  finishJob(account: JobAccount): Promise<FinishedJob>;
  abandonJob(request: AbandonJobRequest): Promise<JobResult>;
  /** Waits for what a job left at its provider, and keeps it; null when the job was reset and runs on. */
  awaitLateResult(request: LateResultRequest): Promise<JobResult | null>;
  /** Delivers a notice, once. */
  deliverNotice(notice: Notice): Promise<DeliveryOutcome>;
  /**
   * Says what a job is to its limiter: that it wants a permit, or that it holds one.
   * @returns where it stands in the queue, when that is asked for
   */
  tellLimiter(telling: PermitTelling): Promise<PermitAnswer>;
  /** Says what a job is to the limiter of one stage's provider, while that stage is parked. */
  tellProvider(telling: ProviderTelling): Promise<ProviderAnswer>;
  /** For the limiter. @returns the jobs that did not hear of it */
  deliverGrants(delivery: GrantDelivery): Promise<Undelivered>;
  /** For the limiter. @returns those that have ended and were cleaned up after */
  reconcilePermits(holders: ReconcileRequest): Promise<string[]>;
  /** For a limiter that begins anew: the jobs that may hold a permit. */
  listRunningJobs(pool: JobPool): Promise<PermitRequest[]>;
  /** For a limiter that begins anew: has jobs say what they are to it. */
  sendCensus(jobs: Census): Promise<void>;
  /** Asks the engine to cancel a workflow, so that one cancelled by a signal ends as any other cancelled one. */
  requestCancellation(workflowId: string): Promise<void>;
}
