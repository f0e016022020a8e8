import { toKlingExternalId } from './to-kling-external-id';

describe('toKlingExternalId', () => {
  it('stays as it is: tasks that are under way are found by it', () => {
    expect(toKlingExternalId('kite-1/video/1')).toBe('28b81a34-b39b-8625-a7e0-348edd6bd032');
  });

  it('is a UUID, another one for each submission', () => {
    const ids = ['a/video/1', 'a/video/2', 'a/image/1', 'b/video/1'].map(toKlingExternalId);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
