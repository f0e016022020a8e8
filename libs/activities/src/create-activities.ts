import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import {
  SIGNAL,
  type DeliveryOutcome,
  type JobResult,
  type Notice,
  type PermitRequest,
  type Stage,
} from '@genvideo/models';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { withTrace } from './carry-trace';
import type { BatchObserver } from './batch/batch-observer';
import { createBatchActivities, type BatchActivities } from './batch/create-batch-activities';
import type { ContentPolicy } from './content/content-policy';
import { abandonJob, type AbandonJobRequest } from './job/abandon-job';
import { finishJob, type FinishedJob, type JobAccount } from './job/finish-job';
import { prepareJob, type JobLimits, type PreparedJob, type PrepareJobRequest } from './job/prepare-job';
import { awaitLateResult } from './late/await-late-result';
import type { LateResultRequest, LeftUnderWay } from './late/left-under-way';
import { startLateResult } from './late/start-late-result';
import type { Logger } from './logger-port';
import { createNoticeDesk, type NoticeOptions } from './notices/create-notice-desk';
import { deliverGrants, type GrantDelivery, type Undelivered } from './permits/deliver-grants';
import { listRunningJobs, sendCensus, type Census, type JobPool } from './permits/list-running-jobs';
import type { PermitDesk } from './permits/permit-desk';
import type { ProviderDesk } from './permits/provider-desk';
import { reconcilePermits, type ReconcileRequest } from './permits/reconcile-permits';
import { LAST_SUBMISSION_MS } from './permits/sweep-job';
import { tellLimiter, type PermitAnswer, type PermitTelling } from './permits/tell-limiter';
import { tellProvider, type ProviderAnswer, type ProviderTelling } from './permits/tell-provider';
import { withProviderDesks } from './permits/with-provider-desks';
import type { ImageProvider, ImageTask, VideoProvider, VideoTask } from './providers/provider-port';
import { createStageRunner } from './stage/create-stage-runner';
import { toPollPace, type PollPace } from './stage/poll-pace';
import type { StageReport, StageRequest } from './stage/stage-request';
import { createStageTimes } from './stage/stage-times';
import type { Storage } from './storage/storage-port';
import type { TempFolders } from './storage/temp-folders';
import { withApplicationFailures } from './to-application-failure';
import { readHeartbeatIntervalMs, withHeartbeat } from './with-heartbeat';

export interface ActivityDependencies {
  client: Client;
  logger: Logger;
  imageProvider: ImageProvider;
  videoProvider: VideoProvider;
  storage: Storage;
  tempFolders: TempFolders;
  contentPolicy: ContentPolicy;
  permits: PermitDesk;
  /** Where permits for the providers themselves come from; default they need none. */
  providerDesks?: Partial<Record<Stage, ProviderDesk | null>>;
  limits: JobLimits;
  /** How providers call back; null when they are not asked to. */
  callback: { baseUrl: string; secret: string } | null;
  allowAmbiguousResubmit: boolean;
  /** How people and programs hear of ends; default: nobody does. */
  notices?: NoticeOptions;
  /** How often tasks are looked at; default as often as heartbeats leave. */
  pace?: PollPace;
  /** ALLOW_PRIVATE_IMAGE_URLS: whether pictures that callers name may lie at private addresses; default false. */
  allowPrivateImageUrls?: boolean;
  /** The largest media file that is taken, in bytes; default 4 GiB. */
  maxMediaBytes?: number;
  /** How long what a job left at its provider is waited for, in milliseconds; default 6 hours. */
  lateResultLimitMs?: number;
  /** How long whoever cancels a job waits for its provider to take notice, in milliseconds; default 20,000. */
  stopPatienceMs?: number;
  /** Hears how batches fare in this process; default nobody does. */
  batchObserver?: BatchObserver;
  /** How long workers may look in vain for the list of a batch, in milliseconds; default 120,000. */
  listPatienceMs?: number;
}

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

const DEFAULT_MAX_MEDIA_BYTES = 4 * 1024 ** 3;

/** Much longer than any task takes that will end at all; it holds its permit meanwhile. */
const DEFAULT_LATE_LIMIT_MS = 6 * 60 * 60_000;

/** How often a task is looked at that nobody is in a hurry for. */
const LATE_PACE: PollPace = { minMs: 2_000, maxMs: 10_000, lastMs: 1_000 };

/** Others go on with it afterwards. */
const DEFAULT_STOP_PATIENCE_MS = 20_000;

const toNothing = (): null => null;

/** The share of an activity's time after which its next failure may be its last. */
const LATE = 0.8;

/** Whether there is time to try this activity again, should it fail now. */
function hasTimeLeft(): boolean {
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  return Date.now() < scheduledTimestampMs + scheduleToCloseTimeoutMs * LATE;
}

/** How long this activity has been tried by now, in milliseconds. */
const readAgeMs = (): number => Date.now() - Context.current().info.scheduledTimestampMs;

/** The run of the workflow whose activity this is. */
const readOwnRun = (): string => Context.current().info.workflowExecution?.runId ?? '';

/** Binds the activities to what they work with. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  const { client, logger, imageProvider, videoProvider, storage, tempFolders, callback, permits } =
    dependencies;
  const stageTimes = createStageTimes();
  const maxBytes = dependencies.maxMediaBytes ?? DEFAULT_MAX_MEDIA_BYTES;
  const toMedia = (signal: AbortSignal) => ({ storage, tempFolders, logger, maxBytes, signal });

  const toUrl = (stage: Stage, { workflow_id, attempt }: StageRequest<unknown>): string | null =>
    callback && withTrace(toCallbackUrl({ workflowId: workflow_id, stage, attempt }, callback));

  const forStages = {
    stageTimes,
    logger,
    storage,
    permits,
    readPace: () => dependencies.pace ?? toPollPace(readHeartbeatIntervalMs()),
    allowAmbiguousResubmit: dependencies.allowAmbiguousResubmit,
    toCallbackUrl: (request: StageRequest<unknown>) => toUrl(request.stage, request),
    tellWorkflow: async ({ workflow_id, user_id }: StageRequest<unknown>, update: object) => {
      try {
        await client.workflow.getHandle(workflow_id).signal(SIGNAL.updateProgress, update);
      } catch (error) {
        logger.warn({ workflow_id, user_id, err: error }, 'progress_not_told');
      }
    },
  };

  const desks = { image: null, video: null, ...dependencies.providerDesks };
  const everyPermit = withProviderDesks(permits, desks);

  const makeVideo = createStageRunner({ ...forStages, provider: videoProvider, providerDesk: desks.video });
  // What the job's own image stage made lies where the image service is, be that private or not.
  const toTrustedPicture = (request: StageRequest<VideoTask>): StageRequest<VideoTask> => {
    const may_be_private = dependencies.allowPrivateImageUrls === true || request.plan.includes('image');
    return { ...request, task: { ...request.task, may_be_private } };
  };

  const providers = { image: imageProvider, video: videoProvider };
  const notices = createNoticeDesk(dependencies);
  const handOver = (request: LateResultRequest): Promise<void> =>
    startLateResult(request, { client, taskQueue: Context.current().info.taskQueue });

  const toLate = (signal: AbortSignal) => {
    const { scheduledTimestampMs: since } = Context.current().info;
    return {
      ...{ ...toMedia(signal), client, providers, notices, permits: everyPermit },
      readPace: () => dependencies.pace ?? LATE_PACE,
      until: since + (dependencies.lateResultLimitMs ?? DEFAULT_LATE_LIMIT_MS),
      mayComeUntil: since + LAST_SUBMISSION_MS,
    };
  };

  return {
    ...createBatchActivities({ ...dependencies, everyday: dependencies.notices?.everyday ?? {} }),
    prepareJob: withApplicationFailures((request) => prepareJob(request, { ...dependencies, stageTimes })),
    makeImage: createStageRunner({ ...forStages, provider: imageProvider, providerDesk: desks.image }),
    makeVideo: (request) => makeVideo(toTrustedPicture(request)),
    finishJob: withApplicationFailures((account) =>
      withHeartbeat(toNothing, async (hurry) =>
        notices.tellOfOwn(account, await finishJob(account, toMedia(hurry)), hurry),
      ),
    ),
    abandonJob: withApplicationFailures((request) =>
      withHeartbeat(toNothing, async (hurry) => {
        const means = {
          ...{ ...toMedia(hurry), providers, permits: everyPermit, mayTryAgain: hasTimeLeft() },
          mayStopAgain: readAgeMs() < (dependencies.stopPatienceMs ?? DEFAULT_STOP_PATIENCE_MS),
          handOver: (left: LeftUnderWay) => handOver({ ...left, run_id: readOwnRun() }),
        };
        return notices.tellOfOwn(request, await abandonJob(request, means), hurry);
      }),
    ),
    awaitLateResult: withApplicationFailures((request) =>
      withHeartbeat(toNothing, (hurry) => awaitLateResult(request, toLate(hurry))),
    ),
    deliverNotice: (notice) => notices.deliver(notice),
    tellLimiter: withApplicationFailures((telling) => tellLimiter(telling, permits)),
    tellProvider: withApplicationFailures((telling) => tellProvider(telling, desks)),
    deliverGrants: (delivery) => deliverGrants(delivery, client),
    reconcilePermits: (holders) =>
      withHeartbeat(toNothing, (hurry) =>
        reconcilePermits(holders, { ...toMedia(hurry), providers, client, notices, handOver }),
      ),
    listRunningJobs: (pool) => withHeartbeat(toNothing, () => listRunningJobs(pool, client)),
    sendCensus: (jobs) => withHeartbeat(toNothing, () => sendCensus(jobs, client)),
    requestCancellation: async (workflowId) => {
      await client.workflow.getHandle(workflowId).cancel();
    },
  };
}
