import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAbandoned, toOwnFolder } from './folder-owner';

/** Where files of a store are in the making, on its own disk, so that they can be put in place in one step. */
export interface DiskStaging {
  /** Runs with the name of a file that is not there yet, nor perhaps its folder; `run` moves it away, and what a failure leaves is removed. */
  withFile<Output>(run: (file: string) => Promise<Output>): Promise<Output>;
  sweep(): Promise<void>;
  remove(): Promise<void>;
}

/** The folder's name below the store; names with a dot are no job's and are never served. */
const STAGING = '.staging';

/** Nothing takes that long to write: where another machine's process left it, it is dead. In milliseconds. */
const FOREIGN_AFTER_MS = 24 * 3_600_000;

/** @param root the store's folder */
export function createDiskStaging(root: string): DiskStaging {
  const staging = path.join(root, STAGING);
  const own = path.join(staging, toOwnFolder());
  const isOld = async (name: string): Promise<boolean> =>
    !name.startsWith(`${hostname()}.`) &&
    Date.now() - (await stat(path.join(staging, name))).mtimeMs > FOREIGN_AFTER_MS;
  return {
    async withFile(run) {
      const file = path.join(own, randomUUID());
      try {
        return await run(file);
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    async sweep() {
      await mkdir(staging, { recursive: true });
      for (const name of await readdir(staging)) {
        if (isAbandoned(name) || (await isOld(name)))
          await rm(path.join(staging, name), { recursive: true, force: true });
      }
    },
    remove: () => rm(own, { recursive: true, force: true }),
  };
}
