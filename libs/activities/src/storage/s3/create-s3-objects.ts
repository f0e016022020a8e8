import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Readable } from 'node:stream';
import type { StoredFile } from '../storage-port';
import { listObjects } from './list-objects';
import { putFile } from './put-file';
import { isAbsent, toS3Error, type S3Place } from './to-s3-error';
import { PART_BYTES } from './upload-in-parts';

/** An object's bytes and what was noted with them. */
export interface S3Object {
  body: Readable;
  metadata: Record<string, string>;
}

export interface UploadOptions {
  mediaType: string;
  metadata?: Record<string, string>;
}

/** What a signed URL is to be good for. */
export interface SignWish {
  method: 'GET' | 'HEAD';
  /** The name under which browsers save the file; default: they show it. */
  saveAs?: string | undefined;
}

/** The objects below one prefix of one bucket; keys are without the prefix. */
export interface S3Objects {
  put(key: string, text: string, options: UploadOptions): Promise<void>;
  /** In parts where it is large, so that few of its bytes are in memory; nothing is left when it fails. */
  putFile(key: string, file: { path: string; mediaType: string }): Promise<void>;
  /** The same for what is no file; what the stream fails with is passed on. */
  upload(key: string, body: Readable, options: UploadOptions): Promise<void>;
  get(key: string, start?: number): Promise<S3Object | null>;
  /** What was noted with an object; null when there is none. */
  head(key: string): Promise<Record<string, string> | null>;
  list(prefix: string): AsyncIterable<StoredFile>;
  remove(key: string): Promise<void>;
  /** A URL that needs no credentials for a while. */
  sign(key: string, wish: SignWish): Promise<string>;
}

export interface S3ObjectsOptions extends S3Place {
  client: S3Client;
  /** What all keys begin with. */
  prefix: string;
}

/** How many parts of a stream are under way at once. */
const PARTS_AT_ONCE = 3;

/** How long a signed URL is good: a video may be watched and sought in for as long. In seconds. */
const SIGNED_SECONDS = 3_600;

const isPastEnd = (error: unknown): boolean => error instanceof Error && error.name === 'InvalidRange';

/** Finds out what a stream failed with, as against what was done with it. */
function watchFailure(body: Readable): () => Error | null {
  let failure: Error | null = null;
  body.once('error', (error) => {
    failure = error;
  });
  return () => failure;
}

export function createS3Objects({ client, bucket, endpoint, prefix }: S3ObjectsOptions): S3Objects {
  const toTarget = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  const explain = (error: unknown): never => {
    throw toS3Error(error, { bucket, endpoint });
  };
  const orNull = (error: unknown): null => (isAbsent(error) ? null : explain(error));

  async function* list(below: string): AsyncGenerator<StoredFile> {
    try {
      const found = listObjects(client, { Bucket: bucket, Prefix: `${prefix}${below}` });
      for await (const file of found) yield { ...file, key: file.key.slice(prefix.length) };
    } catch (error) {
      explain(error);
    }
  }

  return {
    list,
    async put(key, text, { mediaType, metadata }) {
      const command = { ...toTarget(key), Body: text, ContentType: mediaType, Metadata: metadata };
      await client.send(new PutObjectCommand(command)).catch(explain);
    },
    putFile: (key, file) => putFile(client, { target: toTarget(key), ...file }).catch(explain),
    async upload(key, body, { mediaType, metadata }) {
      const readFailure = watchFailure(body);
      const params = { ...toTarget(key), Body: body, ContentType: mediaType, Metadata: metadata };
      const upload = new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
      try {
        await upload.done();
      } catch (error) {
        throw readFailure() ?? toS3Error(error, { bucket, endpoint });
      } finally {
        body.destroy();
      }
    },
    async get(key, start = 0) {
      const range = start === 0 ? {} : { Range: `bytes=${start}-` };
      const command = new GetObjectCommand({ ...toTarget(key), ...range });
      const found = await client
        .send(command)
        .catch((error: unknown) => (isPastEnd(error) ? 'end' : orNull(error)));
      if (found === 'end') return { body: Readable.from([]), metadata: {} };
      return found && { body: found.Body as Readable, metadata: found.Metadata ?? {} };
    },
    async head(key) {
      const found = await client.send(new HeadObjectCommand(toTarget(key))).catch(orNull);
      return found && (found.Metadata ?? {});
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(toTarget(key))).catch(explain);
    },
    sign: (key, { method, saveAs }) => {
      const Command = method === 'HEAD' ? HeadObjectCommand : GetObjectCommand;
      const disposition =
        saveAs === undefined ? {} : { ResponseContentDisposition: `attachment; filename="${saveAs}"` };
      const command = new Command({ ...toTarget(key), ...disposition });
      return getSignedUrl(client, command, { expiresIn: SIGNED_SECONDS }).catch(explain);
    },
  };
}
