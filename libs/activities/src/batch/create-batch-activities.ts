import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { BATCH, type BatchPulse, type BatchResult } from '@genvideo/models';
import type { JobLimits } from '../job/prepare-job';
import type { Logger } from '../logger-port';
import type { Storage } from '../storage/storage-port';
import { startNotices } from '../notices/start-notices';
import type { EverydayChannels } from '../notices/to-notices';
import { withApplicationFailures } from '../to-application-failure';
import { withHeartbeat } from '../with-heartbeat';
import type { BatchObserver } from './batch-observer';
import { bearMissingList } from './bear-missing-list';
import type { BatchReport, OpenedBatch, RunBatchRequest } from './batch-request';
import type { BatchRun } from './batch-run';
import { finishBatch, type FinishBatchRequest } from './finish-batch';
import { openBatch, type OpenBatchRequest } from './open-batch';
import { retryFailed, type RetriedItems, type RetryFailedRequest } from './retry-failed';
import { runBatch } from './run-batch';

/** What a batch's workflow can have done for it. Inputs and outputs are plain JSON, and small. */
export interface BatchActivities {
  /** Checks a batch and stores the list of its requests. */
  openBatch(request: OpenBatchRequest): Promise<OpenedBatch>;
  /** Keeps the window full, for as long as nothing changes. Whoever interrupts it can have it go on. */
  runBatch(request: RunBatchRequest): Promise<BatchReport>;
  /** Has the failed items run again by the next {@link runBatch}; none may be under way. */
  retryFailedItems(request: RetryFailedRequest): Promise<RetriedItems>;
  /** Closes the results and has people told. */
  finishBatch(request: FinishBatchRequest): Promise<BatchResult>;
}

export interface BatchActivitiesDependencies {
  client: Client;
  logger: Logger;
  storage: Storage;
  limits: JobLimits;
  /** The channels that hear of every batch. */
  everyday: EverydayChannels;
  /** Hears how batches fare in this process; default nobody does. */
  batchObserver?: BatchObserver;
  /** How long workers may look in vain for the list of a batch, in milliseconds; default 120,000. */
  listPatienceMs?: number;
}

const DEFAULT_LIST_PATIENCE_MS = 120_000;

/** How long one run goes on before it makes place for the next, as a share of what the engine gives it. */
const LONG_ENOUGH = 0.9;

/** Aborts with the activity, and before the engine would end it. */
const toSignal = (hurry: AbortSignal): AbortSignal =>
  AbortSignal.any([hurry, AbortSignal.timeout(Context.current().info.startToCloseTimeoutMs * LONG_ENOUGH)]);

const toNothing = (): null => null;

const NOBODY: BatchObserver = { opened: () => () => undefined, itemEnded: () => undefined };

/** Tells a batch's workflow how its items stand; nothing depends on that. */
const createTeller =
  (id: string, { client, logger }: BatchActivitiesDependencies) =>
  (pulse: BatchPulse): void => {
    client.workflow
      .getHandle(id)
      .signal(BATCH.signal.pulse, pulse)
      .catch((error: unknown) => logger.warn({ workflow_id: id, err: error }, 'batch_not_told'));
  };

async function runInContext(
  request: RunBatchRequest,
  dependencies: BatchActivitiesDependencies,
): Promise<BatchReport> {
  const engine = Context.current();
  const { client, logger, storage, limits, batchObserver: observer = NOBODY } = dependencies;
  const { taskQueue } = engine.info;
  const tellPulse = createTeller(request.batch_id, dependencies);
  const onItemEnd: BatchObserver['itemEnded'] = (status) => observer.itemEnded(status);
  const deps = { client, logger, storage, limits, tellPulse, taskQueue, onItemEnd };
  let run: BatchRun | null = null;
  let close = (): void => undefined;
  const onOpen = (opened: BatchRun): void => {
    run = opened;
    close = observer.opened(() => opened.book.counts);
  };
  try {
    const report = await withHeartbeat(
      () => (run === null ? null : { batch: run.toPulse() }),
      (hurry) => runBatch(request, deps, { signal: toSignal(hurry), onOpen }),
    );
    if (report.status === 'interrupted' && engine.cancellationDetails?.workerShutdown)
      throw ApplicationFailure.create({
        type: 'ServiceUnavailable',
        message: 'The worker shuts down; another one goes on',
      });
    return report;
  } finally {
    close();
  }
}

async function finishInContext(
  request: FinishBatchRequest,
  signal: AbortSignal,
  dependencies: BatchActivitiesDependencies,
): Promise<BatchResult> {
  const { taskQueue, workflowExecution } = Context.current().info;
  const { batch_id: workflow_id, settings } = request;
  const { user_id, webhook_url } = settings;
  const tell = (data: BatchResult): Promise<void> => {
    const run_id = workflowExecution?.runId ?? '';
    const event = { workflow_id, run_id, user_id, webhook_url, batch_id: null, data } as const;
    return startNotices({ ...event, type: 'batch.completed' }, { ...dependencies, taskQueue, signal });
  };
  return finishBatch(request, { ...dependencies, tell });
}

/** Binds the activities of batches to what they work with. */
export function createBatchActivities(dependencies: BatchActivitiesDependencies): BatchActivities {
  const { listPatienceMs = DEFAULT_LIST_PATIENCE_MS } = dependencies;
  return {
    openBatch: withApplicationFailures((request) =>
      bearMissingList(listPatienceMs, () => withHeartbeat(toNothing, () => openBatch(request, dependencies))),
    ),
    runBatch: withApplicationFailures((request) =>
      bearMissingList(listPatienceMs, () => runInContext(request, dependencies)),
    ),
    retryFailedItems: withApplicationFailures((request) =>
      withHeartbeat(toNothing, () => retryFailed(request, dependencies)),
    ),
    finishBatch: withApplicationFailures((request) =>
      withHeartbeat(toNothing, (hurry) => finishInContext(request, hurry, dependencies)),
    ),
  };
}
