import type { Client } from '@temporalio/client';
import pLimit from 'p-limit';
import { galleryPageSchema } from '@genvideo/models/schemas';
import type { GalleryItem, GalleryPage } from '@genvideo/models';
import { checkTimes } from '../job/check-times';
import { createSharedReads } from '../job/create-shared-reads';
import { EXAMPLE_ID, EXAMPLE_JOB, EXAMPLE_RESULT } from '../job/job-examples';
import { listPage } from '../job/list-page';
import { json } from '../operation/contract';
import { operation, type Operation } from '../operation/operation';
import { reply } from '../operation/reply';
import { collectItems } from './collect-items';
import type { RecordReader } from './create-record-reader';
import { galleryFiltersSchema } from './gallery-filters';
import { parseGalleryCursor, toGalleryCursor } from './gallery-place';
import { toGalleryQuery } from './to-gallery-query';

const EXAMPLE: GalleryItem = {
  workflow_id: EXAMPLE_ID,
  workflow_type: 'GenVideoWorkflow',
  status: 'completed',
  kind: 'video',
  prompt: EXAMPLE_JOB.prompt,
  style: EXAMPLE_JOB.style,
  user_id: EXAMPLE_JOB.user_id,
  start_time: '2026-01-31T12:00:59.012Z',
  close_time: '2026-01-31T12:02:31.480Z',
  percent: 100,
  step: 'completed',
  assets: EXAMPLE_RESULT.assets,
  error: null,
  note: null,
  input: EXAMPLE_JOB,
  attempts: 2,
  submissions: 2,
  queue_time: 0.4,
  processing_time: 91.2,
};

const galleryContract = {
  id: 'listGallery',
  method: 'get',
  path: '/gallery',
  tag: 'Jobs',
  summary: 'Jobs with their prompts and what they made, page by page',
  description:
    "The engine's list, those that run first, then the latest, with what the record of each job in the store tells. Batches are left out: their items are jobs. With q, one request looks through up to 1,000 jobs, so that a page may hold few or none and there are more all the same: as long as there is a next_cursor, go on. A key that is bound to a user lists that user's.",
  access: 'key',
  asksEngine: true,
  parameters: { query: galleryFiltersSchema },
  answers: {
    200: json(galleryPageSchema, {
      description: 'A page; next_cursor is null on the last.',
      example: { items: [EXAMPLE], next_cursor: null },
    }),
  },
  problems: ['StorageUnavailable'],
} as const;

/** How many pages are remembered for a second. */
const MAX_PAGES = 200;

/** How many requests look for words at a time: the engine's index answers few. */
const SEARCHES_AT_ONCE = 2;

export interface GalleryOptions {
  client: Client;
  taskQueue: string;
  readRecord: RecordReader;
}

const toWords = (q: string | undefined): string[] =>
  (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** `GET /gallery`. */
export function createGalleryOperation({ client, taskQueue, readRecord }: GalleryOptions): Operation {
  const pages = createSharedReads<GalleryPage>(MAX_PAGES);
  const inTurn = pLimit(SEARCHES_AT_ONCE);

  return operation(galleryContract, async ({ query: filters, caller }) => {
    checkTimes(filters);
    const { limit, cursor, q } = filters;
    const query = toGalleryQuery(filters, { taskQueue, userId: caller.userId });
    const words = toWords(q);
    const mark = JSON.stringify(['gallery', query, words]);
    const place = parseGalleryCursor(mark, cursor);
    const read = async (): Promise<GalleryPage> => {
      const list = (page: { token: Uint8Array; limit: number }) =>
        listPage(client, taskQueue, { query, ...page });
      const { items, next } = await collectItems(place, { list, readRecord, words, limit });
      return { items, next_cursor: next && toGalleryCursor(mark, next) };
    };
    const key = JSON.stringify([mark, limit, cursor]);
    return reply(200, await pages.get(key, () => (words.length > 0 ? inTurn(read) : read())));
  });
}
