import type { GalleryItem, ListedJob } from '@genvideo/models';
import type { ListedPage } from '../job/list-page';
import type { GalleryPlace } from './gallery-place';
import type { RecordReader } from './create-record-reader';
import { toGalleryItem } from './to-gallery-item';

/** How many jobs one request looks through for words. */
const MAX_SEARCHED = 1_000;

/** How many jobs are listed at once where few of them are going to be shown. */
const SEARCHED_AT_ONCE = 250;

export interface CollectOptions {
  list: (request: { token: Uint8Array; limit: number }) => Promise<ListedPage>;
  readRecord: RecordReader;
  /** In lower case; a prompt has to hold all of them. */
  words: readonly string[];
  limit: number;
}

export interface Collected {
  items: GalleryItem[];
  /** Where to go on; null when there are no more. */
  next: GalleryPlace | null;
}

const holds = ({ prompt }: GalleryItem, words: readonly string[]): boolean => {
  const text = prompt?.toLowerCase() ?? '';
  return words.every((word) => text.includes(word));
};

const toItems = (jobs: readonly ListedJob[], readRecord: RecordReader): Promise<GalleryItem[]> =>
  Promise.all(jobs.map(async (job) => toGalleryItem(job, await readRecord(job.workflow_id))));

/**
 * As many jobs as are wanted, from a place on. Words are looked for in the records, since the engine's index knows no
 * prompts: so many jobs a request, however few of them match.
 */
export async function collectItems(place: GalleryPlace, options: CollectOptions): Promise<Collected> {
  const { list, readRecord, words, limit } = options;
  const pageSize = words.length === 0 ? limit : SEARCHED_AT_ONCE;
  const items: GalleryItem[] = [];
  let { token, skip } = place;
  for (let searched = 0; searched < MAX_SEARCHED; searched += pageSize) {
    const page = await list({ token, limit: pageSize });
    const candidates = await toItems(page.jobs.slice(skip), readRecord);
    for (const [index, item] of candidates.entries()) {
      if (items.length === limit) return { items, next: { token, skip: skip + index } };
      if (holds(item, words)) items.push(item);
    }
    if (page.next === null) return { items, next: null };
    token = page.next;
    skip = 0;
    if (items.length === limit) break;
  }
  return { items, next: { token, skip: 0 } };
}
