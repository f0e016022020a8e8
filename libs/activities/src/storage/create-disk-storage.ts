import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { GenerationError } from '../generation-error';
import { toErrorCode } from '../to-error-code';
import type { Storage } from './storage-port';

export interface DiskStorageOptions {
  /** The folder that holds all results. */
  root: string;
  /** Where the API serves that folder; keys are appended. */
  baseUrl: string;
}

const unavailable = (root: string, error: unknown): GenerationError => {
  const reason = error instanceof Error ? error.message : String(error);
  return new GenerationError(
    'StorageUnavailable',
    `The results folder ${root} cannot be written: ${reason}`,
    { cause: error },
  );
};

/** Moves a file, also to another device, so that `to` appears whole. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (toErrorCode(error) !== 'EXDEV') throw error;
    const beside = `${to}.${randomUUID()}.part`;
    try {
      await copyFile(from, beside);
      await rename(beside, to);
    } finally {
      await rm(beside, { force: true });
    }
    await rm(from, { force: true });
  }
}

/** Writes a text beside its place and puts it there in one step; `durable` also makes it outlast a power cut. */
async function replaceText(file: string, text: string, durable: boolean): Promise<void> {
  const beside = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      if (durable) await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

const toUrl = (baseUrl: string, key: string): string =>
  `${baseUrl}/${key.split('/').map(encodeURIComponent).join('/')}`;

/** Keeps results in a folder. */
export function createDiskStorage({ root, baseUrl }: DiskStorageOptions): Storage {
  const into = async (key: string, write: (file: string) => Promise<void>): Promise<void> => {
    const file = path.join(root, key);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await write(file);
    } catch (error) {
      throw unavailable(root, error);
    }
  };
  return {
    async saveFile(key, file) {
      await into(key, (place) => moveFile(file.path, place));
      return toUrl(baseUrl, key);
    },
    saveText: (key, text, { durable = true } = {}) => into(key, (place) => replaceText(place, text, durable)),
  };
}
