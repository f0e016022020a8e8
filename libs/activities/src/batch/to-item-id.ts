import { createHash } from 'node:crypto';
import { MAX_IDENTIFIER_LENGTH } from '@genvideo/models';

/** One run of one item of a batch. */
export interface ItemRun {
  batchId: string;
  /** Where the item stands in the list, from 0. */
  index: number;
  /** Which run of the item it is, from 1. */
  attempt: number;
  /** The id that the caller gave the item. */
  requestId: string | null;
}

/** How much of a long id's fingerprint stands for what is cut off; 64 bits in hexadecimal. */
const FINGERPRINT_LENGTH = 16;

/** An id that is too long keeps its beginning, and a fingerprint of all of it. */
function shorten(id: string): string {
  if (id.length <= MAX_IDENTIFIER_LENGTH) return id;
  const fingerprint = createHash('sha256').update(id).digest('hex').slice(0, FINGERPRINT_LENGTH);
  return `${id.slice(0, MAX_IDENTIFIER_LENGTH - FINGERPRINT_LENGTH - 1)}-${fingerprint}`;
}

/**
 * The workflow id of an item, computed and never drawn: whoever goes on with a batch finds what was started before.
 * An item that is run again has a new one.
 */
export function toItemId({ batchId, index, attempt, requestId }: ItemRun): string {
  const id = requestId ?? `${batchId}:${index}`;
  return shorten(attempt === 1 ? id : `${id}:retry-${attempt - 1}`);
}
