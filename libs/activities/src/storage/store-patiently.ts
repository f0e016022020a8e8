import type { Stage } from '@genvideo/models';
import { MissingFileError } from '../missing-file-error';
import { tryPatiently } from '../try-patiently';
import { storeMedia, type MediaSource, type StoredMedia, type StoreMediaDependencies } from './store-media';

/** How long to wait before each further try by default, in milliseconds: what is paid for is worth some seconds. */
export const FILE_PAUSES_MS: readonly number[] = [500, 1_000, 2_000, 4_000];

/** A file of a task, which can be asked for it again. */
export interface TaskFile extends MediaSource {
  /** Null where it is not known: then the file is looked for where it was said to be. */
  taskId: string | null;
}

export interface StorePatientlyDependencies extends StoreMediaDependencies {
  /** Where the files of a completed task are now; null when its provider does not say. */
  readUrls: (task: { stage: Stage; taskId: string }, signal: AbortSignal) => Promise<string[] | null>;
  /** How long to wait before each further try of a file that is not there, in milliseconds. */
  filePausesMs: readonly number[];
}

const toLastError = ({ type, message }: MissingFileError, tries: number, cause: unknown): MissingFileError =>
  new MissingFileError(type, `${message} (asked for ${tries} times)`, { cause });

/**
 * Copies a file that was paid for into the store, and does not give it up for one bad answer: it is tried again over
 * some seconds, each time at the link that its provider names then, because links expire.
 * @throws GenerationError as storeMedia does
 */
export async function storePatiently(
  { taskId, ...source }: TaskFile,
  dependencies: StorePatientlyDependencies,
): Promise<StoredMedia> {
  const { readUrls, filePausesMs: pausesMs, signal } = dependencies;
  const { kind: stage, index } = source;
  let tries = 0;
  let { url } = source;
  const attempt = async (): Promise<StoredMedia> => {
    tries += 1;
    if (tries > 1 && taskId !== null) url = (await readUrls({ stage, taskId }, signal))?.[index] ?? url;
    return storeMedia({ ...source, url }, dependencies);
  };
  const mayPass = (error: unknown): boolean => error instanceof MissingFileError;
  try {
    return await tryPatiently(attempt, { pausesMs, mayPass, signal });
  } catch (error) {
    if (!(error instanceof MissingFileError) || tries === 1) throw error;
    throw toLastError(error, tries, error);
  }
}
