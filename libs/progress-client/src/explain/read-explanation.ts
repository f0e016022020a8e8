import type { Client } from '@temporalio/client';
import {
  QUERY,
  WORKFLOW_TYPE,
  type DetailedStatus,
  type Explanation,
  type LimiterSnapshot,
} from '@genvideo/models';
import { detailedStatusSchema } from '@genvideo/models/schemas';
import { askWorkflow } from '../ask-workflow';
import { describeJob, type JobDescription } from '../describe-job';
import { isUntouched, lacksWorker } from '../lacks-worker';
import { mergeProgress } from '../merge-progress';
import { toQueueOutlook, type QueueOutlook } from '../queue-outlook';
import { readLimiter } from '../read-limiter';
import { readProviderLine, type ProviderLine } from '../read-provider-line';
import { readQueue } from '../read-queue';
import { NOT_ENDED, readEnd } from '../read-end';
import { withoutWorker } from '../without-worker';
import { isClosed } from '../workflow-status';
import { explainJob } from './explain-job';
import { toParkedStage } from './explain-line';
import type { ExplainReadings } from './explain-readings';

export interface ExplainOptions {
  /** What the asker may see of the limiter; default: everything. */
  toSeen?: (snapshot: LimiterSnapshot) => LimiterSnapshot;
  /** Told what the job is before anything else is asked; throws to refuse. */
  check?: (job: JobDescription) => void;
}

/** How long the limiter may take to answer, in milliseconds. */
const LIMITER_TIMEOUT_MS = 2_000;

const orNull = <Answer>(asked: Promise<Answer>): Promise<Answer | null> => asked.catch(() => null);

const readOutlook = async (client: Client, job: JobDescription): Promise<QueueOutlook | null> => {
  const queue = await readQueue(client, job.task_queue);
  return queue && toQueueOutlook(queue, job.workflow_id, new Date());
};

/** What only a worker can tell. */
interface Told {
  record: DetailedStatus | null;
  limiter: LimiterSnapshot | null;
  outlook: QueueOutlook | null;
}

const NOTHING_TOLD: Told = { record: null, limiter: null, outlook: null };

/** What a batch says of itself is in its heartbeats; its items are what waits for permits. */
const hasNothingToTell = (job: JobDescription): boolean =>
  job.workflow_type === WORKFLOW_TYPE.batch || isUntouched(job);

const askAround = async (
  client: Client,
  job: JobDescription,
  toSeen: ExplainOptions['toSeen'],
): Promise<Told> => {
  const question = { query: QUERY.status, schema: detailedStatusSchema };
  const [record, limiter, outlook] = await Promise.all([
    askWorkflow(client, job.workflow_id, question),
    orNull(readLimiter(client, job.task_queue, { timeoutMs: LIMITER_TIMEOUT_MS })),
    readOutlook(client, job),
  ]);
  return { record, limiter: limiter && (toSeen?.(limiter) ?? limiter), outlook };
};

/** Asked only where nobody works on the job's stage. */
const readLine = async (
  client: Client,
  described: JobDescription,
  record: DetailedStatus | null,
): Promise<ProviderLine | null> => {
  const stage = record && toParkedStage({ described, record });
  if (stage === null) return null;
  const { task_queue: taskQueue, workflow_id: workflowId } = described;
  return readProviderLine(client, { taskQueue, stage, workflowId, timeoutMs: LIMITER_TIMEOUT_MS });
};

/**
 * Finds out why a job is where it is. Needs no worker, and then takes as long as two calls of the engine; where there is
 * one, its word is waited for 2 s at most.
 * @throws NotFoundError, EngineUnavailableError, and what `check` throws
 */
export async function readExplanation(
  client: Client,
  workflowId: string,
  { toSeen, check }: ExplainOptions = {},
): Promise<Explanation> {
  const described = await describeJob(client, workflowId);
  check?.(described);
  const closed = isClosed(described.workflow_status);
  const noWorker = !closed && (await lacksWorker(client, described));
  const [told, end] = await Promise.all([
    closed || noWorker || hasNothingToTell(described) ? NOTHING_TOLD : askAround(client, described, toSeen),
    closed ? readEnd(client, described) : NOT_ENDED,
  ]);
  const recorded = told.record?.current_progress ?? null;
  const progress = mergeProgress({ described, recorded, ...end, outlook: told.outlook });
  const readings: ExplainReadings = {
    described,
    progress: noWorker ? withoutWorker(progress, described.task_queue) : progress,
    no_worker: noWorker,
    ...told,
    line: await readLine(client, described, told.record),
    result: end.result,
    error: end.error,
    now: new Date(),
  };
  return explainJob(readings);
}
