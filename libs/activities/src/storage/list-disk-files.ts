import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { toErrorCode } from '../to-error-code';
import type { StoredFile } from './storage-port';

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'));
  } catch (error) {
    // It went meanwhile, or is no folder.
    if (['ENOENT', 'ENOTDIR'].includes(toErrorCode(error) ?? '')) return [];
    throw error;
  }
};

const lookAt = async (root: string, key: string): Promise<StoredFile | null> => {
  const found = await stat(path.join(root, key)).catch(() => null);
  return found?.isFile() ? { key, size: found.size, modifiedAt: found.mtime } : null;
};

/** The files of every folder below the root, one folder at a time. */
export async function* listDiskFiles(root: string): AsyncGenerator<StoredFile> {
  for (const folder of await namesIn(root)) {
    for (const name of await namesIn(path.join(root, folder))) {
      const file = await lookAt(root, `${folder}/${name}`);
      if (file !== null) yield file;
    }
  }
}
