import { createRateLimit, toAddressName } from './create-rate-limit';

describe('createRateLimit', () => {
  it('counts each who asks by itself, and says when to ask again', async () => {
    const limit = createRateLimit(2);
    await expect(limit.count('ada')).resolves.toMatchObject({
      'RateLimit-Limit': '2',
      'RateLimit-Remaining': '1',
    });
    await limit.count('ada');
    await expect(limit.count('ada')).rejects.toMatchObject({
      kind: 'RateLimited',
      retryAfterSeconds: expect.any(Number),
      headers: { 'RateLimit-Remaining': '0' },
    });
    await expect(limit.count('bob')).resolves.toMatchObject({ 'RateLimit-Remaining': '1' });
  });

  it('lets everybody in where there is no limit', async () => {
    await expect(createRateLimit(null).count('ada')).resolves.toBeNull();
  });
});

describe('toAddressName', () => {
  it.each([
    ['127.0.0.1', 'address 127.0.0.1'],
    ['::ffff:127.0.0.1', 'address ::ffff:127.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', 'address 2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', 'address 2001:db8:1:2::/64'],
    ['2001:db8::6', 'address 2001:db8:0:0::/64'],
    ['::1', 'address 0:0:0:0::/64'],
  ])('names %s by its network', (address, name) => {
    expect(toAddressName(address)).toBe(name);
  });
});
