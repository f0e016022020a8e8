import { GenerationError } from '../generation-error';
import type { Storage } from '../storage/storage-port';
import { scanLines } from './scan-lines';

/** How many items are read at a time. */
const PAGE_ITEMS = 100;

/** The stored list of a batch's requests, read by page. */
export interface ItemList {
  total: number;
  /** The line of an item, by its place in the list. */
  readLine(index: number): Promise<string>;
}

const gone = (key: string): GenerationError =>
  new GenerationError(
    'ListMissing',
    `The list of requests ${key} is not in the store of this worker. The API and all workers have to keep results in one store: give them the same RESULTS_DIR, a folder that all of them see, or the same S3_BUCKET, S3_ENDPOINT and S3_PREFIX, and restart them. If somebody has removed the list, submit the batch again under another batch_id`,
  );

async function readPage(storage: Storage, key: string, start: number): Promise<string[]> {
  const body = await storage.readStream(key, { start });
  if (body === null) throw gone(key);
  const lines: string[] = [];
  for await (const { text } of scanLines(body, start)) if (lines.push(text) === PAGE_ITEMS) break;
  return lines;
}

/**
 * Opens a stored list: reads it once to learn where its pages begin, and keeps no more of it than a page.
 * @param onLine sees every line while the list is opened
 * @throws GenerationError of type ListMissing or StorageUnavailable, InvalidInputError when it is no list of lines
 */
export async function openItemList(
  storage: Storage,
  key: string,
  onLine: (text: string, index: number) => void = () => undefined,
): Promise<ItemList> {
  const body = await storage.readStream(key);
  if (body === null) throw gone(key);
  const starts: number[] = [];
  let total = 0;
  for await (const { text, offset } of scanLines(body)) {
    if (total % PAGE_ITEMS === 0) starts.push(offset);
    onLine(text, total);
    total += 1;
  }
  let latest: { page: number; lines: Promise<string[]> } | null = null;
  return {
    total,
    async readLine(index) {
      const page = Math.floor(index / PAGE_ITEMS);
      if (latest?.page !== page) latest = { page, lines: readPage(storage, key, starts[page] ?? 0) };
      const reading = latest;
      try {
        const line = (await reading.lines)[index % PAGE_ITEMS];
        if (line === undefined) throw gone(key);
        return line;
      } catch (error) {
        // What failed once may be read the next time.
        if (latest === reading) latest = null;
        throw error;
      }
    },
  };
}
