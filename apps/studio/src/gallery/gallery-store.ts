import { signal, type ReadonlySignal } from '@preact/signals';
import type { GalleryFilters, GalleryItem } from '@genvideo/progress-client';
import { ask, server, type Server } from '../server/server';
import { explainTrouble, type Trouble } from '../server/trouble';
import { mergeItems } from './merge-items';

const PAGE_SIZE = 100;

/** How many new items an answer to the wish for more has at least, unless there are no more. */
const ENOUGH = 24;

/** What is known of one view of the gallery. It outlives the page, so that whoever comes back finds it as it was. */
export interface GalleryStore {
  readonly items: ReadonlySignal<readonly GalleryItem[]>;
  /** Whether there is more than was loaded. */
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isLoading: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** Loads what comes next. Asking again while it is loading changes nothing. */
  more(): Promise<void>;
  /** Looks for what is new at the front. */
  refresh(): Promise<void>;
  /** Where the page was scrolled to when it was left. */
  scrollY: number;
}

function createGalleryStore(filters: GalleryFilters): GalleryStore {
  const items = signal<readonly GalleryItem[]>([]);
  const hasMore = signal(true);
  const isLoading = signal(false);
  const trouble = signal<Trouble | null>(null);
  let cursor: string | null = null;

  const load = async (): Promise<void> => {
    const before = items.peek().length;
    while (hasMore.peek() && items.peek().length - before < ENOUGH) {
      const from = cursor === null ? {} : { cursor };
      const page = await ask(({ api }) => api.listGallery({ limit: PAGE_SIZE, ...filters, ...from }));
      cursor = page.next_cursor;
      hasMore.value = cursor !== null;
      items.value = mergeItems(items.peek(), page.items, 'end');
    }
  };

  const watching = async (act: () => Promise<void>): Promise<void> => {
    if (isLoading.peek()) return;
    isLoading.value = true;
    try {
      await act();
      trouble.value = null;
    } catch (error) {
      trouble.value = explainTrouble(error);
    } finally {
      isLoading.value = false;
    }
  };

  return {
    ...{ items, hasMore, isLoading, trouble, scrollY: 0 },
    more: () => (hasMore.peek() ? watching(load) : Promise.resolve()),
    refresh: () =>
      watching(async () => {
        const page = await ask(({ api }) => api.listGallery({ limit: PAGE_SIZE, ...filters }));
        items.value = mergeItems(items.peek(), page.items, 'start');
      }),
  };
}

let latest: { name: string; clients: Server; store: GalleryStore } | null = null;

/** The store of a view; the one of last time where it is the same view. */
export function openGallery(filters: GalleryFilters): GalleryStore {
  const name = JSON.stringify(filters);
  const clients = server.peek();
  if (latest?.name !== name || latest.clients !== clients)
    latest = { name, clients, store: createGalleryStore(filters) };
  return latest.store;
}
