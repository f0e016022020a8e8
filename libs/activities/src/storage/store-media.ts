import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ky from 'ky';
import { toJobFolder, type Asset, type Stage } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import { toErrorCode } from '../to-error-code';
import { toProviderError } from '../providers/to-provider-error';
import { inspectMedia } from './inspect-media';
import type { Storage } from './storage-port';
import type { TempFolders } from './temp-folders';

export interface StoreMediaDependencies {
  storage: Storage;
  tempFolders: TempFolders;
  /** The largest file that is taken, in bytes. */
  maxBytes: number;
}

/** One file at a provider, and whose it is. `index` counts the files of a stage from 0. */
export interface MediaSource {
  workflowId: string;
  kind: Stage;
  index: number;
  url: string;
}

interface Download {
  sha256: string;
  size: number;
}

/** How long a provider may take to begin to answer, in milliseconds. */
const ANSWER_TIMEOUT_MS = 60_000;

async function download(url: string, file: string, maxBytes: number): Promise<Download> {
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      const tooLarge = size > maxBytes;
      done(
        tooLarge
          ? new GenerationError('ContractViolation', `GET ${url} sends more than ${maxBytes} bytes`)
          : null,
        chunk,
      );
    },
  });
  const response = await ky.get(url, { retry: 0, timeout: ANSWER_TIMEOUT_MS });
  if (!response.body) throw new GenerationError('ContractViolation', `GET ${url} answered nothing`);
  // Node's own stream types and the DOM's differ in name only.
  const body = Readable.fromWeb(response.body);
  await pipeline(body, measure, createWriteStream(file, { flags: 'wx' }));
  return { sha256: hash.digest('hex'), size };
}

const DISK_ERRORS = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EIO', 'EMFILE']);

const toReason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function downloadWhole(url: string, file: string, maxBytes: number): Promise<Download> {
  try {
    return await download(url, file, maxBytes);
  } catch (error) {
    if (DISK_ERRORS.has(toErrorCode(error) ?? '')) {
      throw new GenerationError(
        'StorageUnavailable',
        `The temporary folder cannot be written: ${toReason(error)}`,
        { cause: error },
      );
    }
    throw await toProviderError(error, `GET ${url}`);
  }
}

const toName = ({ kind, index }: MediaSource, extension: string): string =>
  index === 0 ? `${kind}.${extension}` : `${kind}-${index + 1}.${extension}`;

/**
 * Copies a file from its provider into the store: streamed, measured, checked by content, kept whole or not at all.
 * Doing it again replaces the same file.
 */
export async function storeMedia(
  source: MediaSource,
  { storage, tempFolders, maxBytes }: StoreMediaDependencies,
): Promise<Asset> {
  return tempFolders.withFolder(async (folder) => {
    const file = path.join(folder, 'download');
    const { sha256, size } = await downloadWhole(source.url, file, maxBytes);
    const { mediaType, extension, width, height } = await inspectMedia(source.kind, file);
    const key = `${toJobFolder(source.workflowId)}/${toName(source, extension)}`;
    const url = await storage.saveFile(key, { path: file, mediaType });
    return { kind: source.kind, url, sha256, size, media_type: mediaType, width, height };
  });
}
