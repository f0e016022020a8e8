import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import {
  createActivities,
  createComfyProxy,
  createDenyListPolicy,
  createDiskStorage,
  createKlingProxy,
  createPermitDesk,
  createTempFolders,
  signalLimiter,
  type Activities,
  type ActivityDependencies,
  type Logger,
} from '@genvideo/activities';
import {
  LIMITER,
  QUERY,
  toJobFolder,
  toWorkflowType,
  type JobRequest,
  type JobResult,
  type JobState,
  type Progress,
} from '@genvideo/models';
import {
  attachEngine,
  SILENT_LOGGER,
  startMockServices,
  uniqueId,
  uniqueQueue,
  withWorker,
  type AttachedEngine,
  type MockServices,
} from '@genvideo/testing';
import { createStandingWorker } from './standing-worker';

/** What the mocks make quickly. */
const SMALL = {
  video: { resolution: '64x64', duration: 1, fps: 12 },
  image: { width: 64, height: 64 },
};

type PickActivities = (all: Activities) => Partial<Activities>;

/** How a lab's worker differs from GenVideo's own. */
export interface WorkerChange extends Partial<ActivityDependencies> {
  /** The activities it has; default all. */
  toActivities?: PickActivities;
}

/** Everything a job needs, for real: an engine, a worker, providers, a disk. */
export interface JobLab {
  engine: AttachedEngine;
  mock: MockServices;
  taskQueue: string;
  /**
   * Runs a worker with the real activities until `run` settles. Where the lab keeps its worker, one that nothing is changed
   * of stays for the runs that follow.
   */
  work<Output>(run: () => Promise<Output>, change?: WorkerChange): Promise<Output>;
  /** Ends the worker that is kept, if there is one. */
  dismiss(): Promise<void>;
  start(request: Partial<JobRequest>, options?: Partial<WorkflowStartOptions>): Promise<WorkflowHandle>;
  /** Starts a `VideoWorkflow` or an `ImageWorkflow`. */
  startRequest(kind: 'video' | 'image', request?: object): Promise<WorkflowHandle>;
  progress(handle: WorkflowHandle): Promise<Progress>;
  readState(workflowId: string): Promise<JobState>;
  /** The stored file behind an asset's URL. */
  readResult(url: string): Promise<Buffer>;
  /** The folder of a job's results. */
  toFolder(workflowId: string): string;
  /** The number of events of a workflow's history. */
  countEvents(handle: WorkflowHandle): Promise<number>;
  close(): Promise<void>;
}

export interface JobLabOptions {
  /** How many jobs may execute at once; default 10. */
  capacity?: number;
  /** Another engine than that of the run, `host:port`. */
  address?: string;
  /** How often the limiter asks the engine who still runs; default 2. */
  reconcileSeconds?: number;
  /** Keep a worker from one run to the next; default false. Runs then have to leave nothing under way. */
  keepsWorker?: boolean;
}

/** Sets up a lab; call `close` in afterAll. */
export async function openJobLab({
  capacity = 10,
  reconcileSeconds = 2,
  keepsWorker = false,
  address,
}: JobLabOptions = {}): Promise<JobLab> {
  const engine = await attachEngine(address === undefined ? {} : { address });
  const mock = await startMockServices({ imageSeconds: 0.2, videoSeconds: 0.2 });
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-lab-'));
  const taskQueue = uniqueQueue('jobs');
  const results = path.join(folder, 'results');

  const configuration = { capacity, reconcile_seconds: reconcileSeconds };
  const desk = { client: engine.client, taskQueue, configuration };
  await signalLimiter(desk, LIMITER.signal.configure, configuration);

  const toActivities = (change: Partial<ActivityDependencies>): Activities =>
    createActivities({
      client: engine.client,
      logger: SILENT_LOGGER,
      imageProvider: createComfyProxy({ baseUrl: mock.imageUrl, apiKey: null }),
      videoProvider: createKlingProxy({ baseUrl: mock.videoUrl, apiKey: null }),
      storage: createDiskStorage({ root: results, baseUrl: 'http://assets.test' }),
      tempFolders: createTempFolders(path.join(folder, 'temp')),
      contentPolicy: createDenyListPolicy(['forbidden']),
      permits: createPermitDesk(desk),
      limits: { max_stage_retries: 3, job_timeout_seconds: 60, queue_timeout_seconds: 60 },
      callback: null,
      allowAmbiguousResubmit: false,
      pace: { minMs: 20, maxMs: 20 },
      filePausesMs: [50, 50],
      // However busy the machine is.
      storeAtOnceMs: 30_000,
      ...change,
    });

  const runWorker = <Output>(run: () => Promise<Output>, change: WorkerChange): Promise<Output> => {
    const { toActivities: pick = (all: Activities) => all, ...dependencies } = change;
    return withWorker(
      {
        engine,
        taskQueue,
        activities: { ...pick(toActivities(dependencies)) },
        maxHeartbeatThrottleInterval: '100ms',
        defaultHeartbeatThrottleInterval: '100ms',
      },
      run,
    );
  };
  const standing = createStandingWorker((run) => runWorker(run, {}));

  return {
    engine,
    mock,
    taskQueue,
    async work(run, change) {
      if (keepsWorker && change === undefined) return standing.during(run);
      await standing.end();
      return runWorker(run, change ?? {});
    },
    dismiss: () => standing.end(),
    start: (request, options = {}) =>
      engine.client.workflow.start('GenVideoWorkflow', {
        ...options,
        taskQueue,
        workflowId: uniqueId('job'),
        args: [{ prompt: 'a red fox', user_id: 'ann', width: 64, height: 64, duration: 1, ...request }],
      }),
    startRequest: (kind, request = {}) =>
      engine.client.workflow.start(toWorkflowType(kind), {
        taskQueue,
        workflowId: uniqueId(kind),
        args: [{ type: kind, prompt: 'a red fox', user_id: 'ann', ...SMALL[kind], ...request }],
      }),
    progress: (handle) => handle.query<Progress>(QUERY.progress),
    readState: async (workflowId) =>
      JSON.parse(
        await readFile(path.join(results, toJobFolder(workflowId), 'state.json'), 'utf8'),
      ) as JobState,
    toFolder: (workflowId) => path.join(results, toJobFolder(workflowId)),
    readResult: (url) => readFile(path.join(results, decodeURIComponent(new URL(url).pathname))),
    countEvents: async (handle) => (await handle.fetchHistory()).events?.length ?? 0,
    close: async () => {
      await standing.end();
      await Promise.all([mock.stop(), engine.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** The result that a failed job carries in its failure. */
export async function readFailure(
  handle: WorkflowHandle,
): Promise<{ type: string; message: string; result: JobResult }> {
  const error = await handle.result().then(
    () => null,
    (reason: unknown) => reason as { cause?: { type: string; message: string; details?: JobResult[] } },
  );
  const { type = '', message = '', details = [] } = error?.cause ?? {};
  return { type, message, result: details[0] as JobResult };
}

/** A logger for a lab's worker that notes the stages whose end it has seen. */
export function noteStages(): { seen: unknown[]; logger: Logger } {
  const seen: unknown[] = [];
  const info: Logger['info'] = (fields, event) => {
    if (event === 'stage_completed') seen.push((fields as { stage?: unknown }).stage);
  };
  return { seen, logger: { ...SILENT_LOGGER, info } };
}
