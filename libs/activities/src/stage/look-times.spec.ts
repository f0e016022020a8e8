import { createLookTimes, type LookTimes } from './look-times';
import { toPollDelayMs, type PollPace } from './poll-pace';

/** Looks leave once a second at most, as when 50 stages share a worker. */
const CROWDED: PollPace = { minMs: 1_000, maxMs: 1_000 };

interface Tasks {
  count: number;
  lastsMs: number;
  /** How much later than planned each look comes; default not at all. */
  lateMs?: number;
}

/** A worker with a clock of its own. */
function open(): { times: LookTimes; watch: (tasks: Tasks) => { foundMs: number[]; looks: number } } {
  let clock = 0;
  const times = createLookTimes(() => clock);
  /** Watches one task after the other, and says when each was found completed, by how many looks in all. */
  const watch = ({ count, lastsMs, lateMs = 0 }: Tasks): { foundMs: number[]; looks: number } => {
    let looks = 0;
    const watchOne = (): number => {
      const startedAt = clock;
      const usualMs = times.toLikelyMs('image');
      const task = times.follow('image');
      for (;;) {
        const elapsedMs = clock - startedAt;
        const percent = Math.floor((elapsedMs * 100) / lastsMs);
        const waitMs = toPollDelayMs({ elapsedMs, percent, usualMs }, CROWDED);
        task.planned(waitMs);
        clock += waitMs + lateMs;
        looks += 1;
        if (clock - startedAt >= lastsMs) {
          task.completed();
          return clock - startedAt;
        }
        task.ran();
      }
    };
    return { foundMs: Array.from({ length: count }, watchOne), looks };
  };
  return { times, watch };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createLookTimes', () => {
  it('knows nothing at first, and each stage by itself', () => {
    const { times, watch } = open();
    expect(times.toLikelyMs('image')).toBe(0);
    watch({ count: 1, lastsMs: 200 });
    expect(times.toLikelyMs('image')).toBeGreaterThan(0);
    expect(times.toLikelyMs('video')).toBe(0);
  });

  it('is not led on by looks that come late', () => {
    const { foundMs } = open().watch({ count: 300, lastsMs: 80, lateMs: 100 });
    expect(meanOf(foundMs.slice(200))).toBeLessThan(2 * 80 + 100);
  });

  it('comes close to the end of tasks that last as long as each other, mostly with one look', () => {
    const { watch } = open();
    watch({ count: 100, lastsMs: 700 });
    const { foundMs, looks } = watch({ count: 100, lastsMs: 700 });
    expect(meanOf(foundMs)).toBeLessThan(1.05 * 700);
    expect(looks).toBeLessThan(150);
  });

  it('follows tasks that get slower or faster', () => {
    const { times, watch } = open();
    watch({ count: 50, lastsMs: 100 });
    expect(times.toLikelyMs('image')).toBeLessThan(150);
    watch({ count: 50, lastsMs: 800 });
    expect(times.toLikelyMs('image')).toBeGreaterThan(700);
    watch({ count: 100, lastsMs: 100 });
    expect(times.toLikelyMs('image')).toBeLessThan(150);
  });

  it('makes little of one that takes much longer, and nothing of one whose looks were not answered', () => {
    const { times, watch } = open();
    watch({ count: 50, lastsMs: 100 });
    const before = times.toLikelyMs('image');
    const unanswered = times.follow('image');
    unanswered.planned(30_000);
    unanswered.missed();
    unanswered.completed();
    expect(times.toLikelyMs('image')).toBe(before);
    watch({ count: 1, lastsMs: 20_000 });
    expect(times.toLikelyMs('image') / before).toBeGreaterThan(1);
    expect(times.toLikelyMs('image') / before).toBeLessThan(1.25);
  });

  it.each([
    ['later than planned', 100, 900],
    ['sooner than planned', 900, 100],
  ])('counts a task that was looked at %s until the earlier of the two', (_when, plannedMs, lookedMs) => {
    let clock = 0;
    const times = createLookTimes(() => clock);
    const task = times.follow('video');
    task.planned(plannedMs);
    clock = lookedMs;
    task.completed();
    expect(times.toLikelyMs('video')).toBeLessThanOrEqual(100);
  });
});
