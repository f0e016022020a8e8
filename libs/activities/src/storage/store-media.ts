import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ky, { HTTPError } from 'ky';
import { toJobFolder, type Asset, type Stage } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import { toErrorCode } from '../to-error-code';
import { toProviderError } from '../providers/to-provider-error';
import { inspectMedia, type Motion } from './inspect-media';
import type { Storage } from './storage-port';
import type { TempFolders } from './temp-folders';

export interface StoreMediaDependencies {
  storage: Storage;
  tempFolders: TempFolders;
  /** The largest file that is taken, in bytes. */
  maxBytes: number;
  /** Ends downloads that nobody waits for any more. */
  signal: AbortSignal;
}

/** One file at a provider, and whose it is. `index` counts the files of a stage from 0. */
export interface MediaSource {
  workflowId: string;
  kind: Stage;
  index: number;
  url: string;
}

/** A file that was kept, and what it is beyond what an asset says. */
export interface StoredMedia {
  asset: Asset;
  /** Null for pictures. */
  motion: Motion | null;
}

interface Download {
  sha256: string;
  size: number;
}

interface DownloadOptions {
  url: string;
  file: string;
  maxBytes: number;
  signal: AbortSignal;
}

const tooLarge = (url: string, maxBytes: number): GenerationError =>
  new GenerationError('ContractViolation', `GET ${url} sends more than ${maxBytes} bytes`);

/** How long a provider may send nothing in the middle of a file, in milliseconds. */
const IDLE_LIMIT_MS = 60_000;

/** What a download's time limits come to: the caller's signal, and an alarm that each sign of life sets back. */
function createIdleAlarm(signal: AbortSignal): {
  signal: AbortSignal;
  setBack: () => void;
  clear: () => void;
} {
  const controller = new AbortController();
  const ring = (): void => controller.abort(new DOMException('nothing came for a while', 'TimeoutError'));
  const timer = setTimeout(ring, IDLE_LIMIT_MS);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    setBack: () => timer.refresh(),
    clear: () => clearTimeout(timer),
  };
}

async function download({ url, file, maxBytes, signal }: DownloadOptions): Promise<Download> {
  const hash = createHash('sha256');
  const alarm = createIdleAlarm(signal);
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      alarm.setBack();
      size += chunk.length;
      hash.update(chunk);
      done(size > maxBytes ? tooLarge(url, maxBytes) : null, chunk);
    },
  });
  try {
    const response = await ky.get(url, { retry: 0, timeout: false, signal: alarm.signal });
    if (!response.body) throw new GenerationError('ContractViolation', `GET ${url} answered nothing`);
    const body = Readable.fromWeb(response.body);
    await pipeline(body, measure, createWriteStream(file, { flags: 'wx' }), { signal: alarm.signal });
    return { sha256: hash.digest('hex'), size };
  } finally {
    alarm.clear();
  }
}

const DISK_ERRORS = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EIO', 'EMFILE']);

const toReason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Answers that say that the file a provider named is not to be had, now or later. */
const GONE = new Set([401, 403, 404, 410]);

async function downloadWhole(options: DownloadOptions): Promise<Download> {
  const { url } = options;
  try {
    return await download(options);
  } catch (error) {
    if (DISK_ERRORS.has(toErrorCode(error) ?? '')) {
      const message = `The temporary folder cannot be written: ${toReason(error)}`;
      throw new GenerationError('StorageUnavailable', message, { cause: error });
    }
    if (error instanceof HTTPError && GONE.has(error.response.status)) {
      const message = `The file the provider named is not there: GET ${url} answered ${error.response.status}`;
      throw new GenerationError('ContractViolation', message, { cause: error });
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
  { storage, tempFolders, maxBytes, signal }: StoreMediaDependencies,
): Promise<StoredMedia> {
  return tempFolders.withFolder(async (folder) => {
    const file = path.join(folder, 'download');
    const { sha256, size } = await downloadWhole({ url: source.url, file, maxBytes, signal });
    const { mediaType, extension, width, height, motion } = await inspectMedia(source.kind, file);
    const key = `${toJobFolder(source.workflowId)}/${toName(source, extension)}`;
    const url = await storage.saveFile(key, { path: file, mediaType });
    const asset = { kind: source.kind, url, sha256, size, media_type: mediaType, width, height };
    return { asset, motion };
  });
}
