import { createLifetime } from './create-lifetime';

describe('createLifetime', () => {
  it('releases the latest first, each once', async () => {
    const released: string[] = [];
    const lifetime = createLifetime();
    for (const name of ['engine', 'worker', 'server'])
      lifetime.own(name, (resource) => released.push(resource));
    await lifetime.end();
    await lifetime.end();
    expect(released).toEqual(['server', 'worker', 'engine']);
  });

  it('goes on after a release that fails, and then reports it', async () => {
    const released: string[] = [];
    const lifetime = createLifetime();
    lifetime.own('a', (resource) => released.push(resource));
    lifetime.own('b', () => Promise.reject(new Error('b is stuck')));
    await expect(lifetime.end()).rejects.toThrow(AggregateError);
    expect(released).toEqual(['a']);
  });
});
