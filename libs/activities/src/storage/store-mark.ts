import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Storage } from './storage-port';

/** Where a store says which one it is. */
const MARK_FILE = '.store/id';

/** Workers that begin with an empty store at the same time settle on the mark of the last within that time. */
const SETTLING_MS = 300;

/** The mark by which a store is told from every other; null when no worker has used it yet. */
export async function readStoreMark(storage: Pick<Storage, 'readText'>): Promise<string | null> {
  return (await storage.readText(MARK_FILE))?.trim() || null;
}

/** Marks a store that has no mark. @returns the mark it has */
export async function markStore(storage: Pick<Storage, 'readText' | 'saveText'>): Promise<string | null> {
  const known = await readStoreMark(storage);
  if (known !== null) return known;
  await storage.saveText(MARK_FILE, `${randomUUID().slice(0, 13)}\n`);
  await delay(SETTLING_MS);
  return readStoreMark(storage);
}
