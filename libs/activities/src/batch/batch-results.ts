import { Readable } from 'node:stream';
import { toBatchKeys, type BatchCounts, type BatchLine } from '@genvideo/models';
import { batchLineSchema } from '@genvideo/models/schemas';
import type { z } from 'zod';
import type { LineLog, Storage } from '../storage/storage-port';

/** What is read of a line to know whether it counts. */
const headSchema = batchLineSchema.pick({ index: true, status: true, attempt: true, type: true });
export type LineHead = z.infer<typeof headSchema>;

function parseAs<Line>(schema: z.ZodType<Line>, line: string): Line | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** A line of a batch's results; null for what is none. */
export const parseBatchLine = (line: string): BatchLine | null => parseAs(batchLineSchema, line);

/** The lines of a log that stand, by their number in it: of an item's latest run, and the last where there are two. */
export interface StandingLines {
  /** The heads of the items that have ended. */
  heads: Map<number, LineHead>;
  counts: Omit<BatchCounts, 'running'>;
  /** Whether every line of the log stands. */
  clean: boolean;
  /** For every item, the number of its line from 1; 0 without one. */
  numbers: Uint32Array;
}

/** Reads which lines of a batch's results stand. */
export async function readStanding(
  log: Pick<LineLog, 'read'>,
  { total, attempts }: { total: number; attempts: ReadonlyMap<number, number> },
): Promise<StandingLines> {
  const heads = new Map<number, LineHead>();
  const numbers = new Uint32Array(total);
  let number = 0;
  for await (const line of log.read()) {
    number += 1;
    const head = parseAs(headSchema, line);
    if (head === null || head.index >= total || head.attempt !== (attempts.get(head.index) ?? 1)) continue;
    heads.set(head.index, head);
    numbers[head.index] = number;
  }
  const tally = { completed: 0, failed: 0, cancelled: 0 };
  for (const { status } of heads.values()) tally[status] += 1;
  return { heads, counts: { total, ...tally }, clean: number === heads.size, numbers };
}

async function* pickLines(
  log: Pick<LineLog, 'read'>,
  isKept: (line: number) => boolean,
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of log.read()) if (isKept((number += 1))) yield `${line}\n`;
}

/**
 * Leaves only those lines in a batch's results that stand, in one step; who reads meanwhile sees the old or the new.
 * Nobody else may be writing.
 * @param isKept which items' lines stay; default all that stand
 */
export async function keepStanding(
  storage: Storage,
  batchId: string,
  {
    log,
    standing,
    isKept = () => true,
  }: {
    log: LineLog;
    standing: StandingLines;
    isKept?: (head: LineHead) => boolean;
  },
): Promise<void> {
  const kept = new Set<number>();
  for (const head of standing.heads.values()) if (isKept(head)) kept.add(standing.numbers[head.index] ?? 0);
  await log.finish();
  const lines = Readable.from(pickLines(log, (line) => kept.has(line)));
  await storage.saveStream(toBatchKeys(batchId).results, lines, { mediaType: 'application/x-ndjson' });
}
