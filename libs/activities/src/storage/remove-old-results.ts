import { isPictureKey, parseJobFolder, PICTURES_FOLDER } from '@genvideo/models';
import { STATE_FILE } from '../job/job-state-file';
import type { Storage, StoredFile } from './storage-port';

export interface OldResultsOptions {
  storage: Pick<Storage, 'list' | 'remove'>;
  /** What has been written since stays, and everything that lies beside it. */
  before: Date;
  /** Whether a job or batch has not ended; asked only of those whose files are old enough. */
  isRunning: (workflowId: string) => Promise<boolean>;
  /** Ends the work between two folders. */
  signal: AbortSignal;
}

/** What was removed; `size` in bytes. */
export interface RemovedResults {
  jobs: number;
  files: number;
  size: number;
}

interface Folder {
  name: string;
  files: StoredFile[];
}

const toFolderName = (key: string): string => key.slice(0, key.indexOf('/'));

/** The folders of a store, whose files come one folder at a time. */
async function* toFolders(files: AsyncIterable<StoredFile>): AsyncGenerator<Folder> {
  let folder: Folder = { name: '', files: [] };
  for await (const file of files) {
    const name = toFolderName(file.key);
    if (folder.name !== name) {
      yield folder;
      folder = { name, files: [] };
    }
    folder.files.push(file);
  }
  yield folder;
}

/** Other people's folders may lie in the same place: only what holds a record or a list of ours is ours. */
const isOurs = ({ files }: Folder): boolean =>
  files.some(({ key }) => key.endsWith(`/${STATE_FILE}`) || key.includes('.jsonl'));

const isOld = ({ files }: Folder, before: Date): boolean =>
  files.every(({ modifiedAt }) => modifiedAt < before);

/** The record goes last: it says whose the files are for as long as there are any. */
const toOrder = ({ files }: Folder): string[] => {
  const keys = files.map(({ key }) => key);
  const isRecord = (key: string): boolean => key.endsWith(`/${STATE_FILE}`);
  return [...keys.filter((key) => !isRecord(key)), ...keys.filter(isRecord)];
};

/** Pictures that were handed in have no record that would keep them: each goes by its own age. */
const findOldPictures = ({ files }: Folder, before: Date): StoredFile[] =>
  files.filter(({ key, modifiedAt }) => isPictureKey(key) && modifiedAt < before);

const sumSize = (files: readonly StoredFile[]): number => files.reduce((sum, { size }) => sum + size, 0);

/**
 * Removes the files and the records of jobs and batches whose last file is older than `before` and which have ended,
 * and old pictures that were handed in. Idempotent; several processes may do it at once.
 */
export async function removeOldResults({
  storage,
  before,
  isRunning,
  signal,
}: OldResultsOptions): Promise<RemovedResults> {
  const removed: RemovedResults = { jobs: 0, files: 0, size: 0 };
  for await (const folder of toFolders(storage.list())) {
    if (signal.aborted) break;
    if (folder.name === PICTURES_FOLDER) {
      const old = findOldPictures(folder, before);
      await storage.remove(old.map(({ key }) => key));
      removed.files += old.length;
      removed.size += sumSize(old);
      continue;
    }
    const workflowId = parseJobFolder(folder.name);
    if (workflowId === null || !isOurs(folder) || !isOld(folder, before) || (await isRunning(workflowId)))
      continue;
    await storage.remove(toOrder(folder));
    removed.jobs += 1;
    removed.files += folder.files.length;
    removed.size += sumSize(folder.files);
  }
  return removed;
}
