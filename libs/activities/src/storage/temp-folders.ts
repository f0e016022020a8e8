import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { toErrorCode } from '../to-error-code';

/** Folders for files in the making. Each process has its own, so that one can be swept without harm to the others. */
export interface TempFolders {
  /** Runs with a new empty folder, which is gone afterwards, whatever happens. */
  withFolder<Output>(run: (folder: string) => Promise<Output>): Promise<Output>;
  /** Removes what processes of this machine left behind that no longer run. */
  sweep(): Promise<void>;
  /** Removes this process's own folder. */
  remove(): Promise<void>;
}

const OWNER = /^(.+)\.(\d+)$/;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return toErrorCode(error) === 'EPERM';
  }
};

/** @param root TEMP_DIR */
export function createTempFolders(root: string): TempFolders {
  const own = path.join(root, `${hostname()}.${process.pid}`);
  return {
    async withFolder(run) {
      const folder = path.join(own, randomUUID());
      await mkdir(folder, { recursive: true });
      try {
        return await run(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async sweep() {
      await mkdir(root, { recursive: true });
      for (const name of await readdir(root)) {
        const [, host, pid] = OWNER.exec(name) ?? [];
        const abandoned = host === hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)));
        if (abandoned) await rm(path.join(root, name), { recursive: true, force: true });
      }
    },
    remove: () => rm(own, { recursive: true, force: true }),
  };
}
