import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toErrorCode } from '../to-error-code';
import type { DiskStaging } from './disk-staging';

/** Puts files in place in one step, whatever was there. Places are whole paths. */
export interface DiskWriter {
  moveIn(place: string, from: string): Promise<void>;
  writeText(place: string, text: string, durable: boolean): Promise<void>;
  writeStream(place: string, body: Readable): Promise<void>;
}

/** Makes what was written to a file outlast a power cut. */
async function makeDurable(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Makes a file's folder only where it turns out to be missing: nearly always it is there. */
async function inFolder(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error;
    await mkdir(path.dirname(file), { recursive: true });
    await work();
  }
}

const putInPlace = (place: string, from: string): Promise<void> => inFolder(place, () => rename(from, place));

/** Everything is written beside the store first, on the same disk. */
export function createDiskWriter(staging: DiskStaging): DiskWriter {
  return {
    async moveIn(place, from) {
      try {
        await putInPlace(place, from);
      } catch (error) {
        if (toErrorCode(error) !== 'EXDEV') throw error;
        // From another disk it is copied, and still appears whole.
        await staging.withFile(async (file) => {
          await inFolder(file, () => copyFile(from, file));
          await putInPlace(place, file);
        });
        await rm(from, { force: true });
      }
    },
    writeText: (place, text, durable) =>
      staging.withFile(async (file) => {
        await inFolder(file, () => writeFile(file, text, { flag: 'wx' }));
        if (durable) await makeDurable(file);
        await putInPlace(place, file);
      }),
    writeStream: (place, body) =>
      staging.withFile(async (file) => {
        // What has been read of a stream cannot be read again.
        await mkdir(path.dirname(file), { recursive: true });
        await pipeline(body, createWriteStream(file, { flags: 'wx' }));
        await makeDurable(file);
        await putInPlace(place, file);
      }),
  };
}
