import { open } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PART_BYTES, uploadInParts } from './upload-in-parts';

export interface PutFileOptions {
  target: { Bucket: string; Key: string };
  path: string;
  mediaType: string;
}

/** Uploads a file, in parts where it is large. */
export async function putFile(client: S3Client, { target, path, mediaType }: PutFileOptions): Promise<void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size > PART_BYTES) {
      await uploadInParts({ client, target, mediaType, handle, size });
      return;
    }
    const command = { ...target, Body: await handle.readFile(), ContentType: mediaType };
    await client.send(new PutObjectCommand(command));
  } finally {
    await handle.close();
  }
}
