import type { Client } from '@temporalio/client';
import { SIGNAL, type JobResult, type Stage } from '@genvideo/models';
import { toCallbackUrl } from '@genvideo/models/callback-url';
import type { ContentPolicy } from './content/content-policy';
import { abandonJob, type AbandonJobRequest } from './job/abandon-job';
import { finishJob, type JobAccount } from './job/finish-job';
import { prepareJob, type JobLimits, type PreparedJob, type PrepareJobRequest } from './job/prepare-job';
import type { Logger } from './logger-port';
import type { ImageProvider, ImageTask, VideoProvider, VideoTask } from './providers/provider-port';
import { DEFAULT_POLL_PACE, type PollPace } from './stage/poll-pace';
import { runStage } from './stage/run-stage';
import type { StageOutcome, StageRequest } from './stage/stage-request';
import { createStageTimes } from './stage/stage-times';
import type { Storage } from './storage/storage-port';
import type { TempFolders } from './storage/temp-folders';
import { withApplicationFailures } from './to-application-failure';
import { withHeartbeat } from './with-heartbeat';

export interface ActivityDependencies {
  client: Client;
  logger: Logger;
  imageProvider: ImageProvider;
  videoProvider: VideoProvider;
  storage: Storage;
  tempFolders: TempFolders;
  contentPolicy: ContentPolicy;
  limits: JobLimits;
  /** How providers call back; null when they are not asked to. */
  callback: { baseUrl: string; secret: string } | null;
  allowAmbiguousResubmit: boolean;
  /** How often tasks are looked at; default DEFAULT_POLL_PACE. */
  pace?: PollPace;
  /** The largest media file that is taken, in bytes; default 4 GiB. */
  maxMediaBytes?: number;
}

/** What workflows can have done for them. Inputs and outputs are plain JSON. */
export interface Activities {
  prepareJob(request: PrepareJobRequest): Promise<PreparedJob>;
  makeImage(request: StageRequest<ImageTask>): Promise<StageOutcome>;
  makeVideo(request: StageRequest<VideoTask>): Promise<StageOutcome>;
  finishJob(account: JobAccount): Promise<JobResult>;
  abandonJob(request: AbandonJobRequest): Promise<JobResult>;
  /** Asks the engine to cancel a workflow, so that one cancelled by a signal ends as any other cancelled one. */
  requestCancellation(workflowId: string): Promise<void>;
}

const DEFAULT_MAX_MEDIA_BYTES = 4 * 1024 ** 3;

/** Binds the activities to what they work with. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  const { client, logger, imageProvider, videoProvider, storage, tempFolders, callback } = dependencies;
  const stageTimes = createStageTimes();
  const media = {
    storage,
    tempFolders,
    logger,
    maxBytes: dependencies.maxMediaBytes ?? DEFAULT_MAX_MEDIA_BYTES,
  };

  const toUrl = (stage: Stage, { workflow_id, attempt }: StageRequest<unknown>): string | null =>
    callback && toCallbackUrl({ workflowId: workflow_id, stage, attempt }, callback);

  const forStages = {
    stageTimes,
    logger,
    storage,
    pace: dependencies.pace ?? DEFAULT_POLL_PACE,
    allowAmbiguousResubmit: dependencies.allowAmbiguousResubmit,
    toCallbackUrl: (request: StageRequest<unknown>) => toUrl(request.stage, request),
    tellWorkflow: async (workflowId: string, update: object) => {
      try {
        await client.workflow.getHandle(workflowId).signal(SIGNAL.updateProgress, update);
      } catch (error) {
        logger.warn({ workflow_id: workflowId, err: error }, 'progress_not_told');
      }
    },
  };

  return {
    prepareJob: withApplicationFailures((request) => prepareJob(request, { ...dependencies, stageTimes })),
    makeImage: withApplicationFailures((request) =>
      runStage(request, { ...forStages, provider: imageProvider }),
    ),
    makeVideo: withApplicationFailures((request) =>
      runStage(request, { ...forStages, provider: videoProvider }),
    ),
    finishJob: withApplicationFailures((account) =>
      withHeartbeat(
        () => null,
        () => finishJob(account, media),
      ),
    ),
    abandonJob: withApplicationFailures((request) =>
      withHeartbeat(
        () => null,
        () => abandonJob(request, { ...media, providers: { image: imageProvider, video: videoProvider } }),
      ),
    ),
    requestCancellation: async (workflowId) => {
      await client.workflow.getHandle(workflowId).cancel();
    },
  };
}
