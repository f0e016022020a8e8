/** A place in the studio. */
export type Route =
  | { page: 'create'; from: string | null }
  | { page: 'gallery'; filters: GalleryPlace }
  | { page: 'job'; id: string }
  | { page: 'batches' }
  | { page: 'batch'; id: string }
  | { page: 'operations' }
  | { page: 'study' }
  | { page: 'nowhere' };

/** What the gallery shows, as its address says it. */
export interface GalleryPlace {
  kind: 'all' | 'image' | 'video';
  status: 'completed' | 'failed' | 'cancelled' | 'running';
  style: string;
  search: string;
}

export const WHOLE_GALLERY: GalleryPlace = { kind: 'all', status: 'completed', style: '', search: '' };
