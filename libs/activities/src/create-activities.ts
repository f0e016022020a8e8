import type { Client } from '@temporalio/client';
import { SIGNAL, type Stage } from '@genvideo/models';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import { withTrace } from './carry-trace';
import type { Activities } from './activities';
import type { BatchObserver } from './batch/batch-observer';
import { createBatchActivities } from './batch/create-batch-activities';
import type { ContentPolicy } from './content/content-policy';
import { createEndActivities } from './create-end-activities';
import { closeJob, storeAll } from './job/finish-job';
import { prepareJob, type JobLimits } from './job/prepare-job';
import type { Logger } from './logger-port';
import { createNoticeDesk, toLeaving, type NoticeOptions } from './notices/create-notice-desk';
import { createRecentCount } from './permits/create-recent-count';
import { deliverGrants } from './permits/deliver-grants';
import { listRunningJobs, sendCensus } from './permits/list-running-jobs';
import type { PermitDesk } from './permits/permit-desk';
import type { ProviderDesk } from './permits/provider-desk';
import { tellLimiter } from './permits/tell-limiter';
import { tellProvider } from './permits/tell-provider';
import { withProviderDesks } from './permits/with-provider-desks';
import type { ImageProvider, VideoProvider } from './providers/provider-port';
import { STORE_AT_ONCE_MS } from './stage/close-at-once';
import { createStageRunner } from './stage/create-stage-runner';
import { createLookTimes } from './stage/look-times';
import { toPollPace, type PollPace } from './stage/poll-pace';
import type { RunStageDependencies } from './stage/run-stage';
import type { StageRequest } from './stage/stage-request';
import { createStageTimes } from './stage/stage-times';
import { createUrlReader } from './storage/create-url-reader';
import { withPictureTrust } from './stage/with-picture-trust';
import type { Storage } from './storage/storage-port';
import { FILE_PAUSES_MS } from './storage/store-patiently';
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
  /** How long to wait before each further try of a file that is not there, in milliseconds; default 0.5, 1, 2 and 4 s. */
  filePausesMs?: readonly number[];
  /** How long a last stage may take to store the job's files as well, in milliseconds; default 3,000. */
  storeAtOnceMs?: number;
  /** How long what a job left at its provider is waited for, in milliseconds; default 6 hours. */
  lateResultLimitMs?: number;
  /** How long whoever cancels a job waits for its provider to take notice, in milliseconds; default 20,000. */
  stopPatienceMs?: number;
  /** Hears how batches fare in this process; default nobody does. */
  batchObserver?: BatchObserver;
  /** How long workers may look in vain for the list of a batch, in milliseconds; default 120,000. */
  listPatienceMs?: number;
}

const DEFAULT_MAX_MEDIA_BYTES = 4 * 1024 ** 3;

const toNothing = (): null => null;

/** Binds the activities to what they work with. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  const { client, logger, imageProvider, videoProvider, storage, tempFolders, callback, permits } =
    dependencies;
  const stageTimes = createStageTimes();
  const maxBytes = dependencies.maxMediaBytes ?? DEFAULT_MAX_MEDIA_BYTES;
  const providers = { image: imageProvider, video: videoProvider };
  const readUrls = createUrlReader(providers);
  const { filePausesMs = FILE_PAUSES_MS } = dependencies;
  const toMedia = (signal: AbortSignal) => ({
    ...{ storage, tempFolders, logger, maxBytes, signal },
    ...{ readUrls, filePausesMs },
  });

  const toUrl = (stage: Stage, { workflow_id, attempt }: StageRequest<unknown>): string | null =>
    callback && withTrace(toCallbackUrl({ workflowId: workflow_id, stage, attempt }, callback));

  const notices = createNoticeDesk(dependencies);
  const countBegun = createRecentCount();

  const forStages: Omit<RunStageDependencies<unknown>, 'provider' | 'providerDesk'> = {
    stageTimes,
    lookTimes: createLookTimes(),
    logger,
    storage,
    permits,
    readPace: () => dependencies.pace ?? toPollPace(readHeartbeatIntervalMs()),
    allowAmbiguousResubmit: dependencies.allowAmbiguousResubmit,
    storeAtOnceMs: dependencies.storeAtOnceMs ?? STORE_AT_ONCE_MS,
    toCallbackUrl: (request) => toUrl(request.stage, request),
    storeAll: (account, signal) => storeAll(account, toMedia(signal)),
    closeJob: (account, media) => closeJob(account, media, { storage, logger }),
    tellOfEnd: (account, finished, hurry) => notices.tellOfOwn(account, finished, toLeaving(hurry)),
    tellWorkflow: async ({ workflow_id, user_id }, update) => {
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
  return {
    ...createEndActivities({ ...dependencies, toMedia, providers, notices, everyPermit }),
    ...createBatchActivities({ ...dependencies, everyday: dependencies.notices?.everyday ?? {} }),
    prepareJob: withApplicationFailures((request) =>
      prepareJob(request, { ...dependencies, stageTimes, countBegun }),
    ),
    makeImage: createStageRunner({ ...forStages, provider: imageProvider, providerDesk: desks.image }),
    makeVideo: (request) => makeVideo(withPictureTrust(request, dependencies)),
    deliverNotice: (notice) => notices.deliver(notice),
    tellLimiter: withApplicationFailures((telling) => tellLimiter(telling, permits)),
    tellProvider: withApplicationFailures((telling) => tellProvider(telling, desks)),
    deliverGrants: (delivery) => deliverGrants(delivery, client),
    listRunningJobs: (pool) => withHeartbeat(toNothing, () => listRunningJobs(pool, client)),
    sendCensus: (jobs) => withHeartbeat(toNothing, () => sendCensus(jobs, client)),
    requestCancellation: async (workflowId) => {
      await client.workflow.getHandle(workflowId).cancel();
    },
  };
}
