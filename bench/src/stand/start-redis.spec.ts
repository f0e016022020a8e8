import { readRedisVersion } from './start-redis';

describe('readRedisVersion', () => {
  it('is null where there is no such program', async () => {
    await expect(readRedisVersion('no-such-redis-server')).resolves.toBeNull();
  });
});
