import { readStoreMark, type Storage } from '@genvideo/activities/storage';
import { createLatestReading } from '../metrics/latest-reading';

/** A store may be far away, and is asked for by every look at the API's health. */
const MARK_READING = { freshMs: 5_000, waitMs: 500, goodForMs: 60_000 };

/** Reads the mark of a store for results; null when it has none, or does not answer. */
export function createMarkReader(storage: Pick<Storage, 'readText'>): () => Promise<string | null> {
  const mark = createLatestReading(async () => {
    const found = await readStoreMark(storage);
    // A worker may mark it at any moment: that nobody has is not remembered.
    if (found === null) throw new Error('Nobody has used it yet');
    return found;
  }, MARK_READING);
  return () => mark.get();
}
