import {
  createProgress,
  isIdentifier,
  type JobInput,
  type JobState,
  type StageSeconds,
} from '@genvideo/models';
import { InvalidInputError, parseJobInput } from '@genvideo/models/schemas';
import type { ContentPolicy } from '../content/content-policy';
import type { Logger } from '../logger-port';
import type { StageTimes } from '../stage/stage-times';
import type { Storage } from '../storage/storage-port';
import { saveJobState } from './job-state-file';

/** The limits a job runs under; read once, so that a job keeps the limits it began with. */
export interface JobLimits {
  max_stage_retries: number;
  job_timeout_seconds: number;
  queue_timeout_seconds: number;
}

export interface PreparedJob {
  /** The input with its defaults filled in. */
  input: JobInput;
  limits: JobLimits;
  /** What stages usually take, for estimates. */
  usual_seconds: StageSeconds;
}

export interface PrepareJobDependencies {
  limits: JobLimits;
  contentPolicy: ContentPolicy;
  storage: Storage;
  stageTimes: StageTimes;
  logger: Logger;
}

export interface PrepareJobRequest {
  workflow_id: string;
  input: unknown;
  started_at: string;
}

/**
 * Checks a job before anything is paid for, and opens its record.
 * @throws InvalidInputError naming every bad field, the prompt included when the content policy is against it
 */
export async function prepareJob(
  { workflow_id, input: raw, started_at }: PrepareJobRequest,
  { limits, contentPolicy, storage, stageTimes, logger }: PrepareJobDependencies,
): Promise<PreparedJob> {
  if (!isIdentifier(workflow_id)) {
    const problem = 'may only contain letters, digits and . _ : @ -, at most 128 of them';
    throw new InvalidInputError([{ field: 'the workflow id', problem }]);
  }
  const input = parseJobInput(raw);
  const objection = await contentPolicy.check(input.prompt);
  if (objection !== null)
    throw new InvalidInputError([{ field: 'prompt', problem: `is refused: ${objection}` }]);
  const progress = createProgress(new Date(started_at));
  const state: JobState = { workflow_id, job_input: input, progress, result: null };
  await saveJobState(storage, state);
  logger.info({ workflow_id, user_id: input.user_id, job_type: input.job_type }, 'workflow_starting');
  return { input, limits, usual_seconds: stageTimes.usual() };
}
