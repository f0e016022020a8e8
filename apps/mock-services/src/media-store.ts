import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Made files, in a temporary folder of their own, so that memory does not grow with the jobs. */
export interface MediaStore {
  readonly dir: string;
  write(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Buffer>;
  /** Removes every file but keeps the folder; `keep` says which stay. */
  clear(keep: (name: string) => boolean): Promise<void>;
  /** Removes the folder, unless it was given. */
  remove(): Promise<void>;
}

/** @param given a folder that outlives the mock; default a temporary one */
export async function createMediaStore(given?: string): Promise<MediaStore> {
  if (given !== undefined) await mkdir(given, { recursive: true });
  const dir = given ?? (await mkdtemp(path.join(tmpdir(), 'genvideo-mock-')));
  return {
    dir,
    write: (name, bytes) => writeFile(path.join(dir, name), bytes),
    read: (name) => readFile(path.join(dir, name)),
    async clear(keep) {
      const names = (await readdir(dir)).filter((name) => !keep(name));
      await Promise.all(names.map((name) => rm(path.join(dir, name), { force: true })));
    },
    async remove() {
      if (given === undefined) await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
