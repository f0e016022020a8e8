import {
  advanceProgress,
  toCompletedMessage,
  toOrder,
  type Asset,
  type GenerationInput,
  type JobResult,
  type JobState,
  type Stage,
} from '@genvideo/models';
import type { MediaOutput } from '../providers/provider-port';
import type { Logger } from '../logger-port';
import type { StoredMedia } from '../storage/store-media';
import { storePatiently, type StorePatientlyDependencies } from '../storage/store-patiently';
import { readEngineTime } from '../engine-time';
import { describeDifferences } from './describe-differences';
import { saveJobState, saveJobStep } from './job-state-file';

/** What a task made; its id, where it was noted, tells where the files are when the links have expired. */
export interface MadeMedia extends MediaOutput {
  task_id?: string | null;
}

/** What the providers have made so far, by stage. */
export type Produced = Partial<Record<Stage, MadeMedia>>;

/** What a job's end is reported from. */
export interface JobAccount {
  workflow_id: string;
  user_id: string;
  state: JobState;
  produced: Produced;
  attempts: number;
  submissions: number;
  started_at: string;
  /** When the job was allowed to begin; null when it never was. */
  permitted_at: string | null;
}

/** The part of it that is known before the last stage begins. */
export type JobClosing = Omit<JobAccount, 'workflow_id' | 'user_id' | 'state'>;

export interface FinishJobDependencies extends StorePatientlyDependencies {
  logger: Logger;
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;

/** A job's result at this moment. */
export function toJobResult(
  account: JobAccount,
  end: Pick<JobResult, 'status' | 'assets' | 'error'> & Partial<Pick<JobResult, 'cancel_outcome' | 'late'>>,
): JobResult {
  const { workflow_id, attempts, submissions, started_at, permitted_at } = account;
  const completed_at = new Date(readEngineTime()).toISOString();
  const urlsOf = (kind: Stage): string[] =>
    end.assets.filter((asset) => asset.kind === kind).map((asset) => asset.url);
  return {
    workflow_id,
    status: end.status,
    image_urls: urlsOf('image'),
    video_url: urlsOf('video')[0] ?? null,
    assets: end.assets,
    attempts,
    submissions,
    started_at,
    completed_at,
    queue_time: secondsBetween(started_at, permitted_at ?? completed_at),
    processing_time: permitted_at === null ? 0 : secondsBetween(permitted_at, completed_at),
    error: end.error,
    cancel_outcome: end.cancel_outcome ?? null,
    late: end.late ?? null,
  };
}

/** What could be stored, and why the rest could not. */
export interface Stored {
  assets: Asset[];
  media: StoredMedia[];
  errors: unknown[];
}

/** Copies everything a job's providers have made into the store; one bad file does not keep the others out. */
export async function storeProduced(
  { workflow_id, produced }: Pick<JobAccount, 'workflow_id' | 'produced'>,
  dependencies: StorePatientlyDependencies,
): Promise<Stored> {
  const sources = (['image', 'video'] as const).flatMap((kind) =>
    (produced[kind]?.urls ?? []).map((url, index) => ({
      ...{ workflowId: workflow_id, kind, index, url },
      taskId: produced[kind]?.task_id ?? null,
    })),
  );
  const settled = await Promise.allSettled(sources.map((source) => storePatiently(source, dependencies)));
  const media = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return {
    assets: media.map(({ asset }) => asset),
    media,
    errors: settled.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : [])),
  };
}

/** A job's result, and what was made otherwise than it was asked for, in sentences, where something was. */
export interface FinishedJob extends JobResult {
  note?: string;
}

/** Says that a job's files are being stored, stores them and closes its record. */
export async function finishJob(
  account: JobAccount,
  dependencies: FinishJobDependencies,
): Promise<FinishedJob> {
  await saveJobStep(dependencies.storage, account.state);
  return closeJob(account, await storeAll(account, dependencies), dependencies);
}

/**
 * Stores all of a job's files. Doing it again gives the same files in the same places.
 * @throws GenerationError as storePatiently does, or the reason of the signal
 */
export async function storeAll(
  account: Pick<JobAccount, 'workflow_id' | 'produced'>,
  dependencies: StorePatientlyDependencies,
): Promise<StoredMedia[]> {
  const { media, errors } = await storeProduced(account, dependencies);
  if (errors.length > 0) throw errors[0];
  dependencies.signal.throwIfAborted();
  return media;
}

/** Closes the record of a job whose files are all stored. */
export async function closeJob(
  account: JobAccount,
  media: readonly StoredMedia[],
  { storage, logger }: Pick<FinishJobDependencies, 'storage' | 'logger'>,
): Promise<FinishedJob> {
  const assets = media.map(({ asset }) => asset);
  const result = toJobResult(account, { status: 'completed', assets, error: null });
  // What was made was checked first: the input is one of the three that there are.
  const order = toOrder(account.state.job_input as GenerationInput);
  const note = describeDifferences(order, media);
  const progress = advanceProgress(
    account.state.progress,
    {
      step: 'completed',
      status: 'completed',
      percent: 100,
      message: toCompletedMessage(note),
      error_message: null,
      asset_url: result.video_url ?? result.image_urls[0] ?? null,
      estimated_completion: null,
    },
    new Date(result.completed_at),
  );
  await saveJobState(storage, { ...account.state, progress, result });
  const { workflow_id, user_id } = account;
  const { processing_time } = result;
  logger.info({ workflow_id, user_id, processing_time, note }, 'workflow_completed');
  return note === null ? result : { ...result, note };
}
