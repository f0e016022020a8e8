import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { createAssetUrls } from './asset-urls';
import { abortStaleUploads } from './s3/abort-stale-uploads';
import { createS3Client, type S3ClientOptions } from './s3/create-s3-client';
import { createS3Objects, type S3Objects, type SignWish } from './s3/create-s3-objects';
import { openS3Lines, readUnfinished } from './s3/open-s3-lines';
import { toS3Error } from './s3/to-s3-error';
import { skipBytes } from './skip-bytes';
import type { ReadGrant, Storage } from './storage-port';
import { isDiskError, toDiskError } from './to-disk-error';

export interface S3StorageOptions extends S3ClientOptions {
  bucket: string;
  /** What all keys in the bucket begin with; a slash is put behind it where it has none. */
  prefix: string;
  /** Where the API serves the bucket; keys are appended. */
  baseUrl: string;
}

/** Nothing takes that long to upload; in milliseconds. */
const STALE_AFTER_MS = 24 * 3_600_000;

const toPrefix = (prefix: string): string => {
  const bare = prefix.replaceAll(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `${bare}/`;
};

const toTextType = (key: string): string => (key.endsWith('.json') ? 'application/json' : 'text/plain');

async function tryObjects(objects: S3Objects): Promise<void> {
  const probe = `.probe-${randomUUID()}`;
  await objects.put(probe, 'probe', { mediaType: 'text/plain' });
  const found = await objects.get(probe);
  if (found !== null) await text(found.body);
  await objects.remove(probe);
}

async function uploadFile(objects: S3Objects, key: string, file: { path: string; mediaType: string }) {
  try {
    await objects.putFile(key, file);
  } catch (error) {
    throw isDiskError(error) ? toDiskError(error, 'The temporary folder') : error;
  }
  await rm(file.path, { force: true });
}

async function grantRead(objects: S3Objects, key: string, wish: SignWish): Promise<ReadGrant | null> {
  if ((await objects.head(key)) !== null) return { kind: 'redirect', url: await objects.sign(key, wish) };
  const body = await readUnfinished(key, objects);
  return body && { kind: 'stream', body };
}

async function readFrom(objects: S3Objects, key: string, start: number): Promise<Readable | null> {
  const found = await objects.get(key, start);
  if (found !== null) return found.body;
  const unfinished = await readUnfinished(key, objects);
  return unfinished && skipBytes(unfinished, start);
}

/** Keeps results in a bucket of Amazon S3, or of a server that speaks its protocol. */
export function createS3Storage({ bucket, prefix: rawPrefix, baseUrl, ...rest }: S3StorageOptions): Storage {
  const { endpoint } = rest;
  const { toUrl, toKey } = createAssetUrls(baseUrl);
  const client = createS3Client(rest);
  const prefix = toPrefix(rawPrefix);
  const objects = createS3Objects({ client, bucket, endpoint, prefix });
  return {
    toUrl,
    toKey,
    async saveFile(key, file) {
      await uploadFile(objects, key, file);
      return toUrl(key);
    },
    saveText: (key, content) => objects.put(key, content, { mediaType: toTextType(key) }),
    async saveStream(key, body, options) {
      await objects.upload(key, body, options);
      return toUrl(key);
    },
    async readText(key) {
      const body = await readFrom(objects, key, 0);
      return body && text(body);
    },
    readStream: (key, { start = 0 } = {}) => readFrom(objects, key, start),
    openLines: (key) => openS3Lines({ key, url: toUrl(key), objects }),
    list: () => objects.list(''),
    async remove(keys) {
      for (const key of keys) await objects.remove(key);
    },
    grantRead: (key, method, options = {}) => grantRead(objects, key, { method, ...options }),
    check: () => tryObjects(objects),
    async sweep() {
      const before = new Date(Date.now() - STALE_AFTER_MS);
      await abortStaleUploads({ client, bucket, prefix, before }).catch((error: unknown) => {
        throw toS3Error(error, { bucket, endpoint });
      });
    },
    close: () => Promise.resolve(client.destroy()),
  };
}
