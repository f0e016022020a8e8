import { getCacheDirectory } from './cache-directory';

describe('getCacheDirectory', () => {
  const home = '/home/ada';

  it.each([
    ['linux', {}, '/home/ada/.cache/genvideo/temporal-1.5.1'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/ada' }, '/var/cache/ada/genvideo/temporal-1.5.1'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/genvideo/temporal-1.5.1'],
    ['darwin', {}, '/home/ada/Library/Caches/genvideo/temporal-1.5.1'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/genvideo/temporal-1.5.1'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(getCacheDirectory({ env, platform, home })).toBe(expected);
  });
});
