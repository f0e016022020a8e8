import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, copyFile, mkdir, open, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toErrorCode } from '../to-error-code';
import { createAssetUrls } from './asset-urls';
import { createDiskStaging } from './disk-staging';
import { listDiskFiles } from './list-disk-files';
import { openDiskLines } from './open-disk-lines';
import type { Storage } from './storage-port';
import { isDiskError, toDiskError } from './to-disk-error';

export interface DiskStorageOptions {
  /** The folder that holds all results. */
  root: string;
  /** Where the API serves that folder; keys are appended. */
  baseUrl: string;
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(toErrorCode(error) ?? '');

/** What `read` gives; null when there is no such file. */
async function whenThere<Output>(read: () => Promise<Output>): Promise<Output | null> {
  try {
    return await read();
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function writeText(file: string, text: string, durable: boolean): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    if (durable) await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Removes a file, and its folder when it was the last one in it. */
async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await rmdir(path.dirname(file)).catch(() => undefined);
}

/** Keeps results in a folder. */
export function createDiskStorage({ root, baseUrl }: DiskStorageOptions): Storage {
  const { toUrl, toKey } = createAssetUrls(baseUrl);
  const staging = createDiskStaging(root);
  const toFile = (key: string): string => path.join(root, key);
  const toError = (error: unknown): Error => toDiskError(error, `The results folder ${root}`);

  const guard = async <Output>(work: () => Promise<Output>): Promise<Output> => {
    try {
      return await work();
    } catch (error) {
      throw toError(error);
    }
  };

  /** Puts a file in place in one step, whatever was there. */
  const place = async (key: string, from: string): Promise<void> => {
    await mkdir(path.dirname(toFile(key)), { recursive: true });
    await rename(from, toFile(key));
  };

  const moveIn = async (key: string, from: string): Promise<void> => {
    try {
      await place(key, from);
    } catch (error) {
      if (toErrorCode(error) !== 'EXDEV') throw error;
      // From another disk it is copied, and still appears whole.
      await staging.withFile(async (file) => {
        await copyFile(from, file);
        await place(key, file);
      });
      await rm(from, { force: true });
    }
  };

  const writeStream = async (key: string, body: Readable): Promise<void> => {
    await guard(() => mkdir(root, { recursive: true }));
    try {
      await staging.withFile(async (file) => {
        await pipeline(body, createWriteStream(file, { flags: 'wx', flush: true }));
        await place(key, file);
      });
    } catch (error) {
      throw isDiskError(error) ? toError(error) : error;
    }
  };

  return {
    toUrl,
    toKey,
    async saveFile(key, file) {
      await guard(() => moveIn(key, file.path));
      return toUrl(key);
    },
    saveText: (key, text, { durable = true } = {}) =>
      guard(() =>
        staging.withFile(async (file) => {
          await writeText(file, text, durable);
          await place(key, file);
        }),
      ),
    async saveStream(key, body) {
      await writeStream(key, body);
      return toUrl(key);
    },
    readText: (key) => guard(() => whenThere(() => readFile(toFile(key), 'utf8'))),
    readStream: (key, { start = 0 } = {}) =>
      guard(() => whenThere(async () => (await open(toFile(key))).createReadStream({ start }))),
    async openLines(key) {
      await guard(() => mkdir(path.dirname(toFile(key)), { recursive: true }));
      return openDiskLines({ file: toFile(key), url: toUrl(key), toError });
    },
    list: () => listDiskFiles(root),
    remove: (keys) =>
      guard(async () => {
        for (const key of keys) await removeFile(toFile(key));
      }),
    grantRead: (key) =>
      guard(() =>
        whenThere(async () => {
          await access(toFile(key));
          return { kind: 'file', root: path.resolve(root), path: key };
        }),
      ),
    check: () =>
      guard(async () => {
        const probe = path.join(root, `.probe-${randomUUID()}`);
        await mkdir(root, { recursive: true });
        await writeFile(probe, 'probe');
        await rm(probe);
      }),
    sweep: () => guard(() => staging.sweep()),
    close: () => staging.remove(),
  };
}
