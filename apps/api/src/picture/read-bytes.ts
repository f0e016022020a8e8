import type { Readable } from 'node:stream';
import { ProblemError } from '../problem';

export interface ReadBytesOptions {
  /** What the request says of its length, in bytes; null where it does not. */
  announced: number | null;
  maxBytes: number;
}

const tooLarge = (maxBytes: number): ProblemError =>
  new ProblemError(
    'TooLarge',
    `The picture is larger than the ${maxBytes} bytes that are taken. Make it smaller, or give its web address as image_url.`,
  );

const brokenOff = (): ProblemError =>
  new ProblemError('BadRequest', 'The picture broke off on its way. Send it again.');

const isBrokenOff = (body: Readable, error: unknown): boolean =>
  body.destroyed && !(error instanceof ProblemError);

/**
 * Reads a body that is small enough.
 * @throws ProblemError 413 as soon as it is known to be too large, 400 when its sender leaves before its end
 */
export async function readBytes(body: Readable, { announced, maxBytes }: ReadBytesOptions): Promise<Buffer> {
  if ((announced ?? 0) > maxBytes) throw tooLarge(maxBytes);
  try {
    return await collect(body, maxBytes);
  } catch (error) {
    if (isBrokenOff(body, error)) throw brokenOff();
    throw error;
  }
}

async function collect(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
