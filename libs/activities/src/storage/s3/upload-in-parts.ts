import type { FileHandle } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';

export interface UploadInPartsOptions {
  client: S3Client;
  target: { Bucket: string; Key: string };
  mediaType: string;
  handle: FileHandle;
  /** Of the file, in bytes. */
  size: number;
}

/** S3 takes no smaller parts, but for the last; in bytes. */
export const PART_BYTES = 5 * 1024 * 1024;

const MAX_PARTS = 10_000;

/** How many parts are under way at once; each has a buffer of its own, which is used again and again. */
const PARTS_AT_ONCE = 3;

/** Sends every part of the file. Rejects when one of them cannot be sent, after the others have come to rest. */
async function sendParts(
  uploadId: string | undefined,
  { client, target, handle, size }: UploadInPartsOptions,
): Promise<CompletedPart[]> {
  const partBytes = Math.max(PART_BYTES, Math.ceil(size / MAX_PARTS));
  const count = Math.ceil(size / partBytes);
  const parts: CompletedPart[] = [];
  let next = 0;
  const sendSome = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafeSlow(partBytes);
    while (next < count) {
      const index = next;
      next += 1;
      const { bytesRead } = await handle.read(buffer, 0, partBytes, index * partBytes);
      const part = { UploadId: uploadId, PartNumber: index + 1, Body: buffer.subarray(0, bytesRead) };
      try {
        const { ETag } = await client.send(new UploadPartCommand({ ...target, ...part }));
        parts[index] = { ETag, PartNumber: index + 1 };
      } catch (error) {
        next = count;
        throw error;
      }
    }
  };
  const senders = Array.from({ length: Math.min(PARTS_AT_ONCE, count) }, sendSome);
  const settled = await Promise.allSettled(senders);
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  return parts;
}

/**
 * Uploads a file with little of it in memory and no garbage left of it: the SDK's own uploads of streams take some
 * 70 MB. What was sent is given up when the rest cannot be.
 */
export async function uploadInParts(options: UploadInPartsOptions): Promise<void> {
  const { client, target, mediaType } = options;
  const begun = await client.send(new CreateMultipartUploadCommand({ ...target, ContentType: mediaType }));
  const upload = { ...target, UploadId: begun.UploadId };
  try {
    const Parts = await sendParts(begun.UploadId, options);
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    // What is not given up now is swept later.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}
