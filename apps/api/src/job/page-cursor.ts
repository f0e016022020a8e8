import { createHash } from 'node:crypto';

/** How many bytes of a cursor say which list it belongs to. */
const MARK_BYTES = 8;

const toMark = (query: string): Buffer => createHash('sha256').update(query).digest().subarray(0, MARK_BYTES);

/** Where a list goes on, as text: the engine's own token, marked with the list it belongs to. */
export function toCursor(query: string, token: Uint8Array): string {
  return Buffer.concat([toMark(query), token]).toString('base64url');
}

/** The engine's token in a cursor; null when it is none, or of another list. */
export function parseCursor(query: string, cursor: string): Uint8Array | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const isOfThisList = bytes.subarray(0, MARK_BYTES).equals(toMark(query));
  return isOfThisList && bytes.length > MARK_BYTES ? bytes.subarray(MARK_BYTES) : null;
}
