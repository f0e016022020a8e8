import { parseRoute } from './parse-route';
import { WHOLE_GALLERY, type Route } from './route';
import { toHash } from './to-hash';

describe('parseRoute', () => {
  it.each<Route>([
    { page: 'create', from: null },
    { page: 'create', from: 'job:1@x' },
    { page: 'gallery', filters: WHOLE_GALLERY },
    {
      page: 'gallery',
      filters: { kind: 'video', status: 'failed', style: 'line art', search: 'fox & hound' },
    },
    { page: 'job', id: 'job-1' },
    { page: 'job', id: 'a.b:c@d-e' },
    { page: 'batch', id: 'autumn' },
    { page: 'batches' },
    { page: 'operations' },
    { page: 'study' },
  ])('reads the address that toHash writes of %j', (route) => {
    expect(parseRoute(toHash(route))).toEqual(route);
  });

  it.each(['', '#', '#/', '#/create'])('begins at the first page with "%s"', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'create', from: null });
  });

  it('leads nowhere from what it does not know', () => {
    expect(parseRoute('#/settings')).toEqual({ page: 'nowhere' });
    expect(parseRoute('#/users/7')).toEqual({ page: 'nowhere' });
  });

  it('bears broken escapes and unknown filters', () => {
    expect(parseRoute('#/jobs/100%')).toEqual({ page: 'job', id: '100%' });
    expect(parseRoute('#/gallery?kind=sound&status=late')).toEqual({
      page: 'gallery',
      filters: WHOLE_GALLERY,
    });
  });
});
