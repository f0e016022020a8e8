import { toJobFolder, type Asset, type Stage } from '@genvideo/models';
import { downloadFile } from './download-file';
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
  return tempFolders.withFile(async (file) => {
    const { sha256, size } = await downloadFile({ url: source.url, file, maxBytes, signal });
    const { mediaType, extension, width, height, motion } = await inspectMedia(source.kind, file);
    const key = `${toJobFolder(source.workflowId)}/${toName(source, extension)}`;
    const url = await storage.saveFile(key, { path: file, mediaType });
    const asset = { kind: source.kind, url, sha256, size, media_type: mediaType, width, height };
    return { asset, motion };
  });
}
