import type { Stage } from './submission-id';

/**
 * The names by which GenVideo's parts find each other on the engine. They are public: any SDK in any language uses
 * them, so none of them changes.
 */

/** The task queue that jobs run on unless TEMPORAL_TASK_QUEUE says otherwise. */
export const DEFAULT_TASK_QUEUE = 'generation-queue';

/** Workflow types. */
export const WORKFLOW_TYPE = {
  genVideo: 'GenVideoWorkflow',
  video: 'VideoWorkflow',
  image: 'ImageWorkflow',
  batch: 'BatchWorkflow',
  notification: 'NotificationWorkflow',
  lateResult: 'LateResultWorkflow',
  limiter: 'ConcurrencyLimiterWorkflow',
} as const;

/** Queries that a job answers. */
export const QUERY = {
  progress: 'get_progress',
  status: 'get_status',
  customMetrics: 'get_custom_metrics',
} as const;

/** Signals that a job takes. */
export const SIGNAL = {
  cancel: 'cancel_generation',
  updateProgress: 'update_progress',
  videoDone: 'kling_done',
  /** From the limiter: the job may begin. */
  permitGranted: 'permit_granted',
  /** From a limiter that begins anew: say whether you hold a permit or wait for one. */
  permitCensus: 'permit_census',
  /** From a provider's limiter: a stage that waits may be tried again. */
  providerFree: 'provider_free',
} as const;

/** What the ids of limiters begin with, and those of jobs do not. */
export const LIMITER_ID_PREFIX = 'limiter:';

/** The workflow id of a pool's limiter. Each task queue is a pool of its own, named like the queue. */
export const toLimiterId = (pool: string): string => `${LIMITER_ID_PREFIX}${pool}`;

/**
 * The pool of one provider, beside that of the task queue itself: its limiter, `limiter:<task queue>:image` or `:video`,
 * exists once a stage has asked for it.
 */
export const toProviderPool = (taskQueue: string, stage: Stage): string => `${taskQueue}:${stage}`;

/** What a limiter answers and takes, by the names on the engine. */
export const LIMITER = {
  query: {
    snapshot: 'get_snapshot',
    queue: 'get_queue',
    /** Of providers' pools alone: a `ProviderHealth`. */
    health: 'get_provider_health',
    /** Of providers' pools alone: which of some jobs hold a permit. */
    leases: 'get_leases',
  },
  signal: { traffic: 'permit_traffic', configure: 'configure' },
  update: { setCapacity: 'set_capacity', pause: 'pause', resume: 'resume', drain: 'drain' },
} as const;

/** What a batch answers and takes besides, by the names on the engine. */
export const BATCH = {
  update: {
    pause: 'pause',
    resume: 'resume',
    setMaxConcurrent: 'set_max_concurrent',
    cancelAll: 'cancel_all',
    retryFailed: 'retry_failed',
  },
  /** From the batch's own activity: how its items stand. */
  signal: { pulse: 'batch_pulse' },
} as const;

/** What a notice takes, by the name on the engine: deliver at once, without the pause before the next attempt. */
export const NOTICE = { signal: { deliverNow: 'deliver_now' } } as const;

/** Search attributes and the types they are registered with. */
export const SEARCH_ATTRIBUTE = {
  /** Percent of the whole job. */
  progress: { name: 'CustomProgress', type: 'INT' },
  /** `user:ID`, `style:NAME`, `type:video`, `step:image`. */
  tag: { name: 'CustomTag', type: 'KEYWORD_LIST' },
} as const;
