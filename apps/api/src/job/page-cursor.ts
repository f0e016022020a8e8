import { createHash } from 'node:crypto';

/** How many bytes of a cursor say which list it belongs to. */
const MARK_BYTES = 8;

const toMark = (query: string, token: Uint8Array): Buffer =>
  createHash('sha256').update(token).update(query).digest().subarray(0, MARK_BYTES);

/** Where a list goes on, as text: the engine's own token, marked with the list it belongs to. */
export function toCursor(query: string, token: Uint8Array): string {
  return Buffer.concat([toMark(query, token), token]).toString('base64url');
}

/** The engine's token in a cursor; null when it is none of ours, or of another list. */
export function parseCursor(query: string, cursor: string): Uint8Array | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const token = bytes.subarray(MARK_BYTES);
  return bytes.subarray(0, MARK_BYTES).equals(toMark(query, token)) ? token : null;
}
