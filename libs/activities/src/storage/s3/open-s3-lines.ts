import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createCoalescer } from '../../permits/create-coalescer';
import { readLines } from '../read-lines';
import type { LineLog, StoredFile } from '../storage-port';
import type { S3Objects } from './create-s3-objects';

export interface S3LinesOptions {
  key: string;
  url: string;
  objects: S3Objects;
}

/** The most lines that become one object. */
const MAX_LINES = 5_000;

/** Noted with the one file: the number of the last object that is in it. */
const LAST_IN_FILE = 'last-part';

const MEDIA_TYPE = 'application/x-ndjson';

/** How long lines wait for others, in milliseconds: each object costs a request. */
const WINDOW_MS = 20;

const toPrefix = (key: string): string => `${key}.parts/`;

const toNumber = ({ key }: StoredFile, prefix: string): number =>
  Number.parseInt(key.slice(prefix.length), 10);

/** The objects that hold lines which are not in the one file, in their order. */
async function listParts(key: string, objects: S3Objects, after: number): Promise<StoredFile[]> {
  const parts: StoredFile[] = [];
  const prefix = toPrefix(key);
  for await (const part of objects.list(prefix)) if (toNumber(part, prefix) > after) parts.push(part);
  return parts;
}

const readLastInFile = async (key: string, objects: S3Objects): Promise<number | null> => {
  const metadata = await objects.head(key);
  return metadata && Number(metadata[LAST_IN_FILE] ?? 0);
};

async function* readAll(keys: readonly string[], objects: S3Objects): AsyncGenerator<Buffer> {
  for (const key of keys) {
    const found = await objects.get(key);
    if (found !== null) yield* found.body as AsyncIterable<Buffer>;
  }
}

/** All that an unfinished log holds in objects of its own; null when there is none. */
export async function readUnfinished(key: string, objects: S3Objects): Promise<Readable | null> {
  const parts = await listParts(key, objects, 0);
  if (parts.length === 0) return null;
  return Readable.from(
    readAll(
      parts.map((part) => part.key),
      objects,
    ),
  );
}

/**
 * A {@link LineLog} on a store whose files cannot grow: each lot of lines is an object with a number, and finishing
 * makes one of them all. Objects that are in it already are known by their numbers, so that a crash in the middle of
 * that costs nothing.
 */
export async function openS3Lines({ key, url, objects }: S3LinesOptions): Promise<LineLog> {
  const prefix = toPrefix(key);
  let inFile = await readLastInFile(key, objects);
  const known = await listParts(key, objects, inFile ?? 0);
  let next = Math.max(inFile ?? 0, ...known.map((part) => toNumber(part, prefix))) + 1;

  const writer = createCoalescer<string>({
    windowMs: WINDOW_MS,
    maxItems: MAX_LINES,
    async send(lines) {
      // Should two processes write at once, neither replaces what the other has written.
      const part = `${prefix}${String(next).padStart(9, '0')}-${randomUUID()}`;
      await objects.put(part, `${lines.join('\n')}\n`, { mediaType: MEDIA_TYPE });
      next += 1;
    },
  });

  const readFile = async (): Promise<{ parts: StoredFile[]; body: Readable }> => {
    const parts = await listParts(key, objects, inFile ?? 0);
    const keys = [...(inFile === null ? [] : [key]), ...parts.map((part) => part.key)];
    return { parts, body: Readable.from(readAll(keys, objects)) };
  };

  return {
    async append(lines) {
      await Promise.all(lines.map((line) => writer.add(line)));
    },
    async *read() {
      yield* readLines((await readFile()).body);
    },
    async finish() {
      await writer.settle();
      const { parts, body } = await readFile();
      const last = Math.max(inFile ?? 0, ...parts.map((part) => toNumber(part, prefix)));
      if (parts.length > 0 || inFile === null) {
        await objects.upload(key, body, {
          mediaType: MEDIA_TYPE,
          metadata: { [LAST_IN_FILE]: String(last) },
        });
        inFile = last;
      }
      for await (const part of objects.list(prefix))
        if (toNumber(part, prefix) <= last) await objects.remove(part.key);
      return url;
    },
  };
}
