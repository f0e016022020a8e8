import { WHOLE_GALLERY, type GalleryPlace, type Route } from './route';

const toQuery = (entries: Record<string, string>): string => {
  const filled = Object.entries(entries).filter(([, value]) => value !== '');
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled).toString()}`;
};

const toGalleryQuery = ({ kind, status, style, search }: GalleryPlace): string =>
  toQuery({
    kind: kind === WHOLE_GALLERY.kind ? '' : kind,
    status: status === WHOLE_GALLERY.status ? '' : status,
    style,
    q: search,
  });

/** The fragment of an address that leads to a place. */
export function toHash(route: Route): string {
  switch (route.page) {
    case 'create':
      return `#/${toQuery({ from: route.from ?? '' })}`;
    case 'gallery':
      return `#/gallery${toGalleryQuery(route.filters)}`;
    case 'job':
      return `#/jobs/${encodeURIComponent(route.id)}`;
    case 'batch':
      return `#/batches/${encodeURIComponent(route.id)}`;
    case 'nowhere':
      return '#/nowhere';
    default:
      return `#/${route.page}`;
  }
}
