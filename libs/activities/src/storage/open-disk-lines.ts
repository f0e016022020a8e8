import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createCoalescer } from '../permits/create-coalescer';
import { toErrorCode } from '../to-error-code';
import { readLines } from './read-lines';
import type { LineLog } from './storage-port';

export interface DiskLinesOptions {
  file: string;
  url: string;
  /** Turns what the disk answers into an error for people. */
  toError: (error: unknown) => Error;
}

/** How much is read at a time when the end of the last whole line is looked for, in bytes. */
const BLOCK_BYTES = 64 * 1024;

/** The most lines that are written at once. */
const MAX_LINES = 5_000;

const NEW_LINE = 10;

/** Cuts off what stands after the last line break: a line that a crash or a full disk left half-written. */
async function cutTornLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  for (let end = size; end > 0; end -= BLOCK_BYTES) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const last = buffer.lastIndexOf(NEW_LINE);
    if (last === -1) continue;
    if (start + last + 1 < size) await handle.truncate(start + last + 1);
    return;
  }
  await handle.truncate(0);
}

async function* readNothingWhenAbsent(file: string): AsyncGenerator<string> {
  try {
    yield* readLines(createReadStream(file));
  } catch (error) {
    if (toErrorCode(error) !== 'ENOENT') throw error;
  }
}

/**
 * A {@link LineLog} in one file: lines that come at the same time are written, and made safe, together. Only who writes
 * cuts off what a predecessor left half-written: who just reads must not meddle with a line that is being written.
 */
export async function openDiskLines({ file, url, toError }: DiskLinesOptions): Promise<LineLog> {
  let torn = true;
  const write = async (lines: readonly string[]): Promise<void> => {
    try {
      const handle = await open(file, 'a+');
      try {
        if (torn) await cutTornLine(handle);
        torn = lines.length > 0;
        if (lines.length > 0) await handle.appendFile(`${lines.join('\n')}\n`);
        await handle.datasync();
        torn = false;
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw toError(error);
    }
  };
  const begin = async (): Promise<void> => {
    try {
      await (await open(file, 'a')).close();
    } catch (error) {
      throw toError(error);
    }
  };
  const writer = createCoalescer<string>({ windowMs: 0, maxItems: MAX_LINES, send: write });
  await begin();
  return {
    async append(lines) {
      await Promise.all(lines.map((line) => writer.add(line)));
    },
    read: () => readNothingWhenAbsent(file),
    async finish() {
      await writer.settle();
      if (torn) await write([]);
      return url;
    },
  };
}
