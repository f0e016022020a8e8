import type { GalleryFilters } from '@genvideo/progress-client';
import type { GalleryPlace } from '../route/route';

/** What the API is asked for to show a view of the gallery. */
export function toFilters({ kind, status, style, search }: GalleryPlace): GalleryFilters {
  return {
    status,
    ...(kind === 'all' ? {} : { type: kind }),
    ...(style === '' ? {} : { style }),
    ...(search.trim() === '' ? {} : { q: search.trim() }),
  };
}
