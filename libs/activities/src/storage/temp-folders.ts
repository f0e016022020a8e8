import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAbandoned, toOwnFolder } from './folder-owner';
import { toDiskError } from './to-disk-error';

/** Folders for files in the making. Each process has its own, so that one can be swept without harm to the others. */
export interface TempFolders {
  /** Runs with the name of a file that is not there yet; whatever happens, it is gone afterwards. */
  withFile<Output>(run: (file: string) => Promise<Output>): Promise<Output>;
  /** Removes what processes of this machine left behind that no longer run. */
  sweep(): Promise<void>;
  /** Removes this process's own folder. */
  remove(): Promise<void>;
}

/** @param root TEMP_DIR */
export function createTempFolders(root: string): TempFolders {
  const own = path.join(root, toOwnFolder());
  return {
    async withFile(run) {
      await mkdir(own, { recursive: true }).catch((error: unknown) => {
        throw toDiskError(error, 'The temporary folder (TEMP_DIR)');
      });
      const file = path.join(own, randomUUID());
      try {
        return await run(file);
      } finally {
        await rm(file, { force: true });
      }
    },
    async sweep() {
      await mkdir(root, { recursive: true });
      for (const name of await readdir(root)) {
        if (isAbandoned(name)) await rm(path.join(root, name), { recursive: true, force: true });
      }
    },
    remove: () => rm(own, { recursive: true, force: true }),
  };
}
