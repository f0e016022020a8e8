import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { StoredFile } from '../storage-port';

/** Every object whose key begins so, page by page; keys are whole. */
export async function* listObjects(
  client: S3Client,
  { Bucket, Prefix }: { Bucket: string; Prefix: string },
): AsyncGenerator<StoredFile> {
  let ContinuationToken: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken });
    const page: ListObjectsV2CommandOutput = await client.send(command);
    for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
      yield { key: Key, size: Size, modifiedAt: LastModified };
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
