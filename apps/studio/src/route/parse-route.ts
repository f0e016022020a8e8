import { WHOLE_GALLERY, type GalleryPlace, type Route } from './route';

const KINDS: readonly string[] = ['image', 'video'];
const STATUSES: readonly string[] = ['failed', 'cancelled', 'running'];

const parseGallery = (query: URLSearchParams): GalleryPlace => {
  const kind = query.get('kind') ?? '';
  const status = query.get('status') ?? '';
  return {
    kind: KINDS.includes(kind) ? (kind as GalleryPlace['kind']) : WHOLE_GALLERY.kind,
    status: STATUSES.includes(status) ? (status as GalleryPlace['status']) : WHOLE_GALLERY.status,
    style: query.get('style') ?? '',
    search: query.get('q') ?? '',
  };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const parseThing = (things: string, id: string): Route => {
  if (things === 'jobs') return { page: 'job', id };
  return things === 'batches' ? { page: 'batch', id } : { page: 'nowhere' };
};

const parsePage = (page: string, query: URLSearchParams): Route => {
  switch (page) {
    case '':
    case 'create':
      return { page: 'create', from: query.get('from') };
    case 'gallery':
      return { page: 'gallery', filters: parseGallery(query) };
    case 'batches':
    case 'operations':
    case 'study':
      return { page };
    default:
      return { page: 'nowhere' };
  }
};

/** The place that the fragment of an address names, such as `#/jobs/my-job` or `#/gallery?kind=video`. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page = '', ...rest] = path.replace(/\/$/, '').split('/');
  return rest.length === 0
    ? parsePage(page, new URLSearchParams(search))
    : parseThing(page, decode(rest.join('/')));
}
