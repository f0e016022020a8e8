import fc from 'fast-check';
import { ENGINE_ROLES, LINKS, PROVIDER_TROUBLES, toKindName, type ChaosEvent } from './chaos-event';
import { makeSchedule } from './make-schedule';

const CAST = { workers: 3, apis: 2, capacity: 8 };
const FIVE_MINUTES = 300_000;

const ALL_KINDS = [
  ...['worker', 'api', ...ENGINE_ROLES.map((role) => `engine-${role}`)].flatMap((target) => [
    `kill ${target}`,
    `freeze ${target}`,
  ]),
  ...LINKS.flatMap((link) => [`cut ${link}`, `stall ${link}`, `slow ${link}`]),
  ...PROVIDER_TROUBLES.map((trouble) => `provider ${trouble}`),
  ...['cancel', 'capacity', 'deploy', 'forge'],
];

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const durations = fc.integer({ min: 10_000, max: 3_600_000 });

const toPlace = (event: ChaosEvent): string | null => {
  if ('target' in event) return event.target;
  return 'link' in event ? `${event.link} ${event.index}` : null;
};

describe('makeSchedule', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(seeds, durations, (seed, durationMs) => {
        const plan = { ...CAST, seed, durationMs };
        expect(makeSchedule(plan)).toEqual(makeSchedule(plan));
        expect(makeSchedule(plan)).not.toEqual(makeSchedule({ ...plan, seed: seed + 1 }));
      }),
      { numRuns: 30 },
    );
  });

  it('has every kind in five minutes', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const events = makeSchedule({ ...CAST, seed, durationMs: FIVE_MINUTES });
        expect([...new Set(events.map(toKindName))].sort()).toEqual([...ALL_KINDS].sort());
      }),
    );
  });

  it('has something of each theme also in twenty seconds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kinds = makeSchedule({ ...CAST, seed, durationMs: 20_000 }).map(({ kind }) => kind);
        expect(kinds).toEqual(expect.arrayContaining(['kill', 'freeze', 'provider', 'deploy']));
        expect(kinds.some((kind) => ['cut', 'stall', 'slow'].includes(kind))).toBe(true);
        expect(kinds.some((kind) => ['cancel', 'capacity', 'forge'].includes(kind))).toBe(true);
      }),
    );
  });

  it('leaves nothing stopped, cut or slow at the end', () => {
    fc.assert(
      fc.property(seeds, durations, (seed, durationMs) => {
        for (const { at_ms, for_ms } of makeSchedule({ ...CAST, seed, durationMs })) {
          expect(for_ms).toBeGreaterThanOrEqual(0);
          expect(at_ms + for_ms).toBeLessThanOrEqual(durationMs);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has one trouble at a time for each process and link', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const freeFrom = new Map<string, number>();
        for (const event of makeSchedule({ ...CAST, seed, durationMs: FIVE_MINUTES })) {
          const place = toPlace(event);
          if (place === null) continue;
          expect(event.at_ms).toBeGreaterThanOrEqual(freeFrom.get(place) ?? 0);
          freeFrom.set(place, event.at_ms + event.for_ms);
        }
      }),
    );
  });
});
