import { BeatClock } from './beat-clock';

const PERIOD_MS = 1_000;
const USUAL_MS = 1_000;

/** The lags of looks at a job that beats every second, when they are made as the clock says. */
const follow = ({ looks, skewMs = 0, lateMs = 0 }: { looks: number; skewMs?: number; lateMs?: number }) => {
  const clock = new BeatClock();
  const lags: number[] = [];
  let nowMs = 10_350;
  let seenMs = 0;
  for (let nth = 0; nth < looks; nth += 1) {
    const beatAtMs = Math.floor((nowMs - lateMs) / PERIOD_MS) * PERIOD_MS;
    if (beatAtMs > seenMs) lags.push(nowMs - beatAtMs);
    seenMs = beatAtMs;
    clock.note(beatAtMs + skewMs, nowMs);
    nowMs += clock.toDelayMs(USUAL_MS, nowMs) ?? USUAL_MS;
  }
  return { lags, averageDelayMs: (nowMs - 10_350) / looks };
};

describe('BeatClock', () => {
  it('leads looks to just after a beat, no more of them than beats', () => {
    const { lags, averageDelayMs } = follow({ looks: 20 });
    expect(lags.slice(0, 2)).toEqual([350, 350]);
    expect(new Set(lags.slice(2))).toEqual(new Set([60]));
    expect(averageDelayMs).toBeGreaterThan(950);
  });

  it('looks a little later where beats take longer to the engine than expected', () => {
    const { lags } = follow({ looks: 40, lateMs: 150 });
    expect(lags.slice(-5).every((lag) => lag < 300)).toBe(true);
    expect(lags.length).toBeGreaterThan(30);
  });

  it.each([-40_000, -700, 300, 90_000])('loses nothing by clocks that differ by %d ms', (skewMs) => {
    const { lags, averageDelayMs } = follow({ looks: 60, skewMs });
    expect(Math.max(...lags)).toBeLessThanOrEqual(PERIOD_MS);
    expect(lags.length).toBeGreaterThan(40);
    expect(averageDelayMs).toBeGreaterThan(700);
  });

  it('finds the rhythm of beats that come faster than looks', () => {
    const clock = new BeatClock();
    for (const atMs of [0, 400, 800, 1_600, 2_000]) clock.note(atMs, atMs + 100);
    expect(clock.toDelayMs(500, 2_100)).toBe(360);
  });

  it('knows no rhythm before two beats, after the last, and where they come too seldom', () => {
    const clock = new BeatClock();
    clock.note(0, 50);
    expect(clock.toDelayMs(USUAL_MS, 50)).toBeNull();
    clock.note(1_000, 1_050);
    expect(clock.toDelayMs(USUAL_MS, 1_050)).toBe(1_010);
    clock.note(null, 2_000);
    expect(clock.toDelayMs(USUAL_MS, 2_000)).toBeNull();
    for (const atMs of [10_000, 13_000]) clock.note(atMs, atMs);
    expect(clock.toDelayMs(USUAL_MS, 13_000)).toBeNull();
  });
});
