import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toErrorCode } from '../to-error-code';
import { createAssetUrls } from './asset-urls';
import { createDiskStaging } from './disk-staging';
import { createDiskWriter } from './create-disk-writer';
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

/** What `read` gives; null when there is no such file. */
async function whenThere<Output>(read: () => Promise<Output>): Promise<Output | null> {
  try {
    return await read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(toErrorCode(error) ?? '')) return null;
    throw error;
  }
}

/** Removes a file, and its folder when it was the last one in it. */
async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await rmdir(path.dirname(file)).catch(() => undefined);
}

async function tryFolder(root: string): Promise<void> {
  const probe = path.join(root, `.probe-${randomUUID()}`);
  await mkdir(root, { recursive: true });
  await writeFile(probe, 'probe');
  await rm(probe);
}

/** Keeps results in a folder. */
export function createDiskStorage({ root, baseUrl }: DiskStorageOptions): Storage {
  const { toUrl, toKey } = createAssetUrls(baseUrl);
  const staging = createDiskStaging(root);
  const writer = createDiskWriter(staging);
  const toFile = (key: string): string => path.join(root, key);
  const toError = (error: unknown): Error => toDiskError(error, `The results folder ${root}`);
  const guard = async <Output>(work: () => Promise<Output>): Promise<Output> => {
    try {
      return await work();
    } catch (error) {
      throw toError(error);
    }
  };
  return {
    toUrl,
    toKey,
    async saveFile(key, file) {
      await guard(() => writer.moveIn(toFile(key), file.path));
      return toUrl(key);
    },
    saveText: (key, text, { durable = true } = {}) =>
      guard(() => writer.writeText(toFile(key), text, durable)),
    async saveStream(key, body) {
      await guard(() => mkdir(root, { recursive: true }));
      await writer.writeStream(toFile(key), body).catch((error: unknown) => {
        throw isDiskError(error) ? toError(error) : error;
      });
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
          const isFile = (await stat(toFile(key))).isFile();
          return isFile ? { kind: 'file', root: path.resolve(root), path: key } : null;
        }),
      ),
    check: () => guard(() => tryFolder(root)),
    sweep: () => guard(() => staging.sweep()),
    // What cannot be removed is swept another time.
    close: () => staging.remove().catch(() => undefined),
  };
}
