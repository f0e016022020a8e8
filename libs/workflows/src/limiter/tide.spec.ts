import fc from 'fast-check';
import type { ProviderCause } from '@genvideo/models';
import { Tide } from './tide';

const FULL: ProviderCause = { type: 'RateLimited', trouble: 'too_many', message: '1303' };
const START = 1_790_000_000_000;
const SECOND = 1_000;

describe('Tide', () => {
  it('falls to what the provider had when it refused, and never below one', () => {
    const tide = Tide.create();
    expect(tide.limit).toBe(Infinity);
    for (const others of [9, 8, 7, 6, 5, 4, 3]) tide.refused(FULL, others, START);
    expect(tide).toMatchObject({ limit: 3, cause: FULL });
    tide.refused(FULL, 0, START);
    expect(tide.limit).toBe(1);
  });

  it('comes back by one after half a minute, only where it keeps somebody waiting', () => {
    const tide = Tide.create();
    tide.refused(FULL, 2, START);
    const at = (seconds: number, inFlight: number, waiting: number) => {
      tide.pass(START + seconds * SECOND, { inFlight, waiting, limit: Infinity });
      return tide.limit;
    };
    expect(at(29, 2, 5)).toBe(2);
    expect(at(40, 1, 5)).toBe(2);
    expect(at(40, 2, 0)).toBe(2);
    expect(at(40, 2, 5)).toBe(3);
    expect(at(69, 3, 5)).toBe(3);
    expect(at(70, 3, 5)).toBe(4);
  });

  it('forgets what it learned once the configured limit has been borne', () => {
    const tide = Tide.create();
    tide.refused(FULL, 2, START);
    tide.pass(START + 30 * SECOND, { inFlight: 2, waiting: 1, limit: 3 });
    expect(tide.limit).toBe(3);
    tide.pass(START + 60 * SECOND, { inFlight: 3, waiting: 1, limit: 3 });
    expect(tide).toMatchObject({ limit: Infinity, cause: null });
  });

  it('tries the level at which a provider refuses more and more seldom', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), (room, burst) => {
        const tide = Tide.create();
        for (let others = room + burst - 1; others >= room; others -= 1) tide.refused(FULL, others, START);
        let refusals = 0;
        for (let minute = 0; minute < 240; minute += 0.5) {
          const now = START + minute * 60 * SECOND;
          tide.pass(now, { inFlight: tide.limit, waiting: 1, limit: Infinity });
          expect(tide.limit).toBeLessThanOrEqual(room + 1);
          if (tide.limit <= room) continue;
          refusals += 1;
          tide.refused(FULL, room, now);
          expect(tide.limit).toBe(room);
        }
        // 1, 2, 4, 8 minutes apart, and every ten minutes from then on.
        expect(refusals).toBeGreaterThan(4);
        expect(refusals).toBeLessThanOrEqual(29);
      }),
    );
  });
});
