import { useEffect, useMemo } from 'preact/hooks';
import type { GalleryFilters } from '@genvideo/progress-client';
import { server } from '../server/server';
import { isVisible } from '../shell/is-visible';
import { openGallery, type GalleryStore } from './gallery-store';

/** How often the front is looked at for what is new, in milliseconds. */
const REFRESH_MS = 10_000;

/** What is new appears while the front is looked at. Further down, nothing moves under anybody's eyes. */
const FRONT = 300;

/** A view of the gallery as it was left, which goes on by itself while it is looked at. */
export function useGallery(filters: GalleryFilters): GalleryStore {
  const clients = server.value;
  const store = useMemo(() => openGallery(filters), [JSON.stringify(filters), clients]);
  const isShown = isVisible.value;
  useEffect(() => {
    const { scrollY: before } = store;
    requestAnimationFrame(() => scrollTo(0, before));
    if (store.items.peek().length === 0) void store.more();
    else void store.refresh();
    const note = (): void => void (store.scrollY = scrollY);
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [store]);
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(() => {
      if (scrollY < FRONT) void store.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [store, isShown]);
  return store;
}
