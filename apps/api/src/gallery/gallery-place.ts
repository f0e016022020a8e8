import { parseToken } from '../job/page-token';
import { toCursor } from '../job/page-cursor';

/** How many bytes of a place say how many jobs of its page have been looked at. */
const SKIP_BYTES = 2;

/** Where a gallery goes on: in a page of the engine's, behind so many of its jobs. */
export interface GalleryPlace {
  token: Uint8Array;
  skip: number;
}

/** The place as a cursor of the list that `mark` stands for. */
export function toGalleryCursor(mark: string, { token, skip }: GalleryPlace): string {
  const bytes = Buffer.alloc(SKIP_BYTES);
  bytes.writeUInt16BE(skip);
  return toCursor(mark, Buffer.concat([bytes, token]));
}

/**
 * The place that a cursor names; without one, the beginning.
 * @throws ProblemError 400 for a cursor of another list
 */
export function parseGalleryCursor(mark: string, cursor: string | undefined): GalleryPlace {
  const bytes = Buffer.from(parseToken(mark, cursor));
  if (bytes.length < SKIP_BYTES) return { token: new Uint8Array(), skip: 0 };
  return { token: new Uint8Array(bytes.subarray(SKIP_BYTES)), skip: bytes.readUInt16BE() };
}
