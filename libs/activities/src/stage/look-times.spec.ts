import { createLookTimes } from './look-times';
import { toPollDelayMs, type PollPace } from './poll-pace';

/** Looks leave once a second at most, as when 50 stages share a worker. */
const CROWDED: PollPace = { minMs: 1_000, maxMs: 1_000 };

/** Watches one task after the other, each look coming so late, and says when each was found to have ended. */
function watchInTurn(tasks: number, { lastsMs, lateMs }: { lastsMs: number; lateMs: number }): number[] {
  const times = createLookTimes();
  return Array.from({ length: tasks }, () => {
    let elapsedMs = 0;
    let sawItRun = false;
    for (;;) {
      const percent = Math.floor((elapsedMs * 100) / lastsMs);
      const waitMs = toPollDelayMs({ elapsedMs, percent, usualMs: times.toLikelyMs('image') }, CROWDED);
      const lookAt = elapsedMs + waitMs;
      elapsedMs = lookAt + lateMs;
      if (elapsedMs >= lastsMs) {
        times.foundEnded('image', lookAt, sawItRun);
        return elapsedMs;
      }
      sawItRun = true;
    }
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createLookTimes', () => {
  it('knows nothing at first', () => {
    expect(createLookTimes().toLikelyMs('video')).toBe(0);
  });

  it('is not led on by looks that come late', () => {
    const found = watchInTurn(200, { lastsMs: 30, lateMs: 100 });
    expect(Math.max(...found)).toBe(found[0]);
  });

  it('comes close to the end of tasks that last as long as each other', () => {
    const found = watchInTurn(200, { lastsMs: 700, lateMs: 10 }).slice(100);
    expect(meanOf(found)).toBeLessThan(750);
  });

  it('follows tasks that get faster', () => {
    const times = createLookTimes();
    times.foundEnded('image', 800, true);
    for (let task = 0; task < 800; task += 1)
      times.foundEnded('image', Math.max(50, times.toLikelyMs('image')), false);
    expect(times.toLikelyMs('image')).toBeLessThan(60);
  });

  it('tells stages apart', () => {
    const times = createLookTimes();
    times.foundEnded('video', 2_000, true);
    expect(times.toLikelyMs('image')).toBe(0);
    expect(times.toLikelyMs('video')).toBeGreaterThan(2_000);
  });
});
