import type { LimiterSnapshot } from '@genvideo/models';
import { checkPool, type LimiterDesk } from './limiter-desk';

const idle: LimiterSnapshot = {
  pool: 'p',
  capacity: 3,
  configured_capacity: 3,
  paused: false,
  draining: false,
  held: 0,
  waiting: 0,
  holders: [],
  waiting_by_user: {},
  waiting_by_priority: {},
  oldest_wait_seconds: null,
  grants_per_minute: 0,
  mean_hold_seconds: null,
};

const check = (answer: () => LimiterSnapshot): Promise<LimiterSnapshot> => {
  const ask = (): Promise<LimiterSnapshot> => new Promise((resolve) => resolve(answer()));
  const desk: LimiterDesk = { check: ask, snapshot: ask, setCapacity: ask };
  return checkPool(desk, 'p');
};

describe('checkPool', () => {
  it('lets a study begin on a pool that is idle', async () => {
    await expect(check(() => idle)).resolves.toEqual(idle);
  });

  it('refuses one that is in use or grants nothing', async () => {
    await expect(check(() => ({ ...idle, waiting: 2 }))).rejects.toThrow(/in use \(0 running, 2 waiting\)/);
    await expect(check(() => ({ ...idle, paused: true }))).rejects.toThrow(/resume it/);
    await expect(check(() => ({ ...idle, draining: true }))).rejects.toThrow(/resume it/);
  });

  it('says why nobody answers', async () => {
    const silent = check(() => {
      throw new Error('no worker');
    });
    await expect(silent).rejects.toThrow('No study is possible: no worker');
  });
});
