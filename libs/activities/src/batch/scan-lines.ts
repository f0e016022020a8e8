import type { Readable } from 'node:stream';
import { InvalidInputError } from '@genvideo/models/schemas';

/** A line, where it begins, in bytes, and its number from 1, blank ones counted. */
export interface ScannedLine {
  text: string;
  offset: number;
  number: number;
}

/** The longest line: an item with the longest prompt and the most metadata, every character of it escaped. */
const MAX_LINE_BYTES = 256 * 1024;

const NEW_LINE = 10;

const checkLength = (bytes: number, line: number): void => {
  if (bytes <= MAX_LINE_BYTES) return;
  const problem = `line ${line} is longer than ${MAX_LINE_BYTES / 1024} KiB; write one item a line`;
  throw new InvalidInputError([{ field: 'requests', problem }]);
};

/**
 * The lines of a stream with their places, one at a time; blank ones are left out.
 * @param start where the stream begins in its file, in bytes; default 0
 * @throws InvalidInputError when a line has no end
 */
export async function* scanLines(body: Readable, start = 0): AsyncGenerator<ScannedLine> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = start;
  let number = 0;
  const toLine = (bytes: Buffer): ScannedLine => {
    checkLength(bytes.length, (number += 1));
    const line = { text: bytes.toString('utf8').trim(), offset, number };
    offset += bytes.length + 1;
    return line;
  };
  for await (const chunk of body as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(NEW_LINE); end !== -1; end = rest.indexOf(NEW_LINE, from)) {
      const line = toLine(rest.subarray(from, end));
      from = end + 1;
      if (line.text !== '') yield line;
    }
    rest = rest.subarray(from);
    checkLength(rest.length, number + 1);
  }
  const last = toLine(rest);
  if (last.text !== '') yield last;
}
