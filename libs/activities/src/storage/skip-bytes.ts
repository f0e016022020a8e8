import { Readable } from 'node:stream';

async function* skip(body: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of body) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** A stream without its first bytes. */
export function skipBytes(body: Readable, count: number): Readable {
  return count === 0 ? body : Readable.from(skip(body as AsyncIterable<Buffer>, count));
}
