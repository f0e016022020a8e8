import {
  createProgress,
  isIdentifier,
  toOrder,
  toPatienceMs,
  type GenerationInput,
  type JobKind,
  type JobState,
  type Order,
  type StageSeconds,
} from '@genvideo/models';
import { Context } from '@temporalio/activity';
import { InvalidInputError, parseRequest } from '@genvideo/models/schemas';
import type { ContentPolicy } from '../content/content-policy';
import type { Logger } from '../logger-port';
import type { PermitDesk } from '../permits/permit-desk';
import type { StageTimes } from '../stage/stage-times';
import type { Storage } from '../storage/storage-port';
import { saveJobStep } from './job-state-file';

/** The limits a job runs under; read once, so that a job keeps the limits it began with. */
export interface JobLimits {
  max_stage_retries: number;
  job_timeout_seconds: number;
  queue_timeout_seconds: number;
}

export interface PreparedJob {
  /** The input with its defaults filled in, in the shape that it was asked for in. */
  input: GenerationInput;
  limits: JobLimits;
  /** What stages usually take, for estimates. */
  usual_seconds: StageSeconds;
  /**
   * The run that a permit has been asked for, and that it will be granted to; null when the workflow has to ask itself.
   * Jobs that were prepared by an earlier version have none.
   */
  permit_run_id?: string | null;
  /** How long the job is to wait for its permit before it asks again, in milliseconds; earlier versions say nothing of it. */
  patience_ms?: number;
}

export interface PrepareJobDependencies {
  limits: JobLimits;
  contentPolicy: ContentPolicy;
  storage: Storage;
  stageTimes: StageTimes;
  permits: Pick<PermitDesk, 'acquire'>;
  /** How many jobs began lately, this one included. */
  countBegun: () => number;
  logger: Logger;
}

export interface PrepareJobRequest {
  workflow_id: string;
  input: unknown;
  started_at: string;
  /** The shape of the input; default `job`. */
  kind?: JobKind;
  /** Whether to ask for the job's permit at once, which saves the workflow a step. */
  ask_permit?: boolean;
}

/** Who begins in a crowd does not know yet how many of it wait. */
const LONGEST_FIRST_PATIENCE_MS = 60_000;

/** Asks for a job's permit. What goes wrong is no more than a question that the workflow has to ask again. */
async function askPermit(
  { workflow_id, order: { user_id, priority } }: { workflow_id: string; order: Order },
  { permits, logger }: PrepareJobDependencies,
): Promise<string | null> {
  try {
    await permits.acquire({ workflow_id, user_id, priority });
    return Context.current().info.workflowExecution?.runId ?? null;
  } catch (error) {
    logger.warn({ workflow_id, user_id, err: error }, 'permit_not_asked_for');
    return null;
  }
}

/**
 * Checks a job before anything is paid for, opens its record, and asks for its permit.
 * @throws InvalidInputError naming every bad field, the prompt included when the content policy is against it
 */
export async function prepareJob(
  { workflow_id, input: raw, started_at, kind = 'job', ask_permit = false }: PrepareJobRequest,
  dependencies: PrepareJobDependencies,
): Promise<PreparedJob> {
  const { limits, contentPolicy, storage, stageTimes, countBegun, logger } = dependencies;
  if (!isIdentifier(workflow_id)) {
    const problem = 'may only contain letters, digits and . _ : @ -, at most 128 of them';
    throw new InvalidInputError([{ field: 'the workflow id', problem }]);
  }
  const input = parseRequest(kind, raw);
  const order = toOrder(input);
  const objection = await contentPolicy.check(input.prompt);
  if (objection !== null)
    throw new InvalidInputError([{ field: 'prompt', problem: `is refused: ${objection}` }]);
  const progress = createProgress(new Date(started_at));
  const state: JobState = { workflow_id, job_input: input, progress, result: null };
  await saveJobStep(storage, state);
  logger.info({ workflow_id, user_id: input.user_id, job_type: order.job_type }, 'workflow_starting');
  const permit_run_id = ask_permit ? await askPermit({ workflow_id, order }, dependencies) : null;
  const patience_ms = Math.min(toPatienceMs(countBegun()), LONGEST_FIRST_PATIENCE_MS);
  return { input, limits, usual_seconds: stageTimes.usual(), permit_run_id, patience_ms };
}
