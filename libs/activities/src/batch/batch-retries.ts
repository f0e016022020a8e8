import { toBatchKeys } from '@genvideo/models';
import { z } from 'zod';
import type { Storage } from '../storage/storage-port';

/** Which items of a batch are run again, as of one `retry_failed`. */
export interface BatchRetries {
  /** Counts the times that failed items were run again, from 1; 0 before. */
  generation: number;
  /** How many items that was. */
  retried: number;
  /** The items that are not in their first run, with the run they are in. */
  attempts: Map<number, number>;
}

const fileSchema = z.object({
  generation: z.int().nonnegative(),
  retried: z.int().nonnegative(),
  /** The items in their second run, in their third, and so on. */
  again: z.array(z.array(z.int().nonnegative())),
});

/** What is noted of items that are run again. */
export async function readRetries(storage: Storage, batchId: string): Promise<BatchRetries> {
  const text = await storage.readText(toBatchKeys(batchId).retries);
  if (text === null) return { generation: 0, retried: 0, attempts: new Map() };
  const { generation, retried, again } = fileSchema.parse(JSON.parse(text));
  const attempts = again.flatMap((items, at) => items.map((index) => [index, at + 2] as const));
  return { generation, retried, attempts: new Map(attempts) };
}

/** Notes which items are run again, before anything of them is. */
export async function saveRetries(
  storage: Storage,
  batchId: string,
  { generation, retried, attempts }: BatchRetries,
): Promise<void> {
  const again: number[][] = [];
  for (const [index, attempt] of attempts) (again[attempt - 2] ??= []).push(index);
  const file = { generation, retried, again: Array.from(again, (items) => items ?? []) };
  await storage.saveText(toBatchKeys(batchId).retries, `${JSON.stringify(file)}\n`);
}
