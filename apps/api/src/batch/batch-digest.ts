import { createHash } from 'node:crypto';
import type { BatchItem, BatchSettings } from '@genvideo/models';
import { toInputDigest } from '@genvideo/models/input-digest';

/** A fingerprint of a batch, made item by item: equal for batches that ask for the same under the same ids. */
export interface BatchDigest {
  add(item: BatchItem): void;
  toString(): string;
}

export function createBatchDigest(settings: BatchSettings): BatchDigest {
  const hash = createHash('sha256').update(toInputDigest({ ...settings, batch_id: null }));
  let digest: string | null = null;
  return {
    add: (item) => hash.update(`\n${item.request_id ?? ''} ${toInputDigest(item)}`),
    toString: () => (digest ??= hash.digest('hex')),
  };
}
