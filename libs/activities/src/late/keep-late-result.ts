import {
  createProgress,
  toFailureRule,
  type JobResult,
  type JobState,
  type LateResult,
} from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import { GenerationError } from '../generation-error';
import { storeProduced, toJobResult, type FinishJobDependencies, type Stored } from '../job/finish-job';
import { readJobState, saveJobState } from '../job/job-state-file';
import type { EndedTask } from './end-task';
import type { LateResultRequest } from './left-under-way';
import { withLateResult } from './with-late-result';

export interface KeepLateResultDependencies extends FinishJobDependencies {
  /** Until when storing is tried again, in milliseconds of the Unix epoch. */
  until: number;
}

/** A job's record with what came late. */
export interface KeptResult {
  state: JobState;
  result: JobResult;
}

const isPassing = (error: unknown): boolean =>
  !(error instanceof GenerationError) || toFailureRule(error.type).retry === 'same_submission';

/** A record for a job whose own is gone. */
function toBareState({ workflow_id }: LateResultRequest): KeptResult {
  const now = new Date(readEngineTime());
  const state = { workflow_id, job_input: {}, progress: createProgress(now), result: null };
  const started_at = now.toISOString();
  const counts = { attempts: 0, submissions: 0, permitted_at: null, produced: {} };
  const account = { workflow_id, user_id: '', state, started_at, ...counts };
  const error = { type: 'Cancelled', message: 'The job ended and its record is gone' } as const;
  return { state, result: toJobResult(account, { status: 'cancelled', assets: [], error }) };
}

async function readRecord(
  request: LateResultRequest,
  { storage }: FinishJobDependencies,
): Promise<KeptResult> {
  const state = await readJobState(storage, request.workflow_id);
  return state?.result ? { state, result: state.result } : toBareState(request);
}

const toStage = ({ running, produced }: LateResultRequest): LateResult['stage'] =>
  running?.stage ?? (produced.video ? 'video' : 'image');

function describe({ assets, errors }: Stored, task: EndedTask | null): string {
  const failures = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  const lost = failures.length === 0 ? '' : ` What could not be kept: ${failures.join('; ')}`;
  if (assets.length === 0) return lost === '' ? (task?.words ?? 'Nothing had been made.') : lost.trim();
  const files = assets.length === 1 ? '1 file was' : `${assets.length} files were`;
  return `${files} kept after the job had ended.${lost}`;
}

const toState = ({ assets }: Stored, task: EndedTask | null): LateResult['state'] => {
  if (assets.length > 0) return 'kept';
  return task !== null && !task.isOver ? 'given_up' : 'nothing';
};

function toLateResult(request: LateResultRequest, stored: Stored, task: EndedTask | null): LateResult {
  return {
    state: toState(stored, task),
    stage: toStage(request),
    task_id: task?.task_id ?? request.running?.task_id ?? null,
    assets: stored.assets,
    message: describe(stored, task),
    updated_at: new Date(readEngineTime()).toISOString(),
  };
}

const toProgress = ({ progress }: JobState, { assets, message }: LateResult): JobState['progress'] => ({
  ...progress,
  message: progress.message.endsWith(message) ? progress.message : `${progress.message} ${message}`,
  asset_url: assets.at(-1)?.url ?? progress.asset_url,
});

/** The job has said itself that nothing was left, and so it was. Readers of its result are told no more than that. */
const wasSaid = ({ state }: KeptResult, late: LateResult): boolean =>
  state.result?.late === null && late.state === 'nothing';

/**
 * Stores what a job left at its providers, and writes it into the job's record. Doing it again gives the same.
 * @throws what storing failed with, to be tried again, while there is time
 */
export async function keepLateResult(
  request: LateResultRequest,
  task: EndedTask | null,
  dependencies: KeepLateResultDependencies,
): Promise<KeptResult> {
  const { storage, logger, until } = dependencies;
  const { workflow_id, user_id, running } = request;
  const late = task?.output && running ? { [running.stage]: { ...task.output, task_id: task.task_id } } : {};
  const stored = await storeProduced(
    { workflow_id, produced: { ...request.produced, ...late } },
    dependencies,
  );
  if (readEngineTime() < until && stored.errors.some(isPassing)) throw stored.errors.find(isPassing);
  const record = await readRecord(request, dependencies);
  const lateResult = toLateResult(request, stored, task);
  if (stored.errors.length === 0 && wasSaid(record, lateResult)) return record;
  const cancel_outcome = record.result.cancel_outcome ?? task?.outcome ?? null;
  const result = { ...withLateResult(record.result, lateResult), cancel_outcome };
  const state = { ...record.state, progress: toProgress(record.state, lateResult), result };
  await saveJobState(storage, state);
  logger.info({ workflow_id, user_id, state: lateResult.state, reason: lateResult.message }, 'late_result');
  return { state, result };
}
