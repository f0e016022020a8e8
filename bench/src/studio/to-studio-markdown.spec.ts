import { toStudioMarkdown } from './to-studio-markdown';
import type { LoadResult, StudioResult } from './studio-result';

const load = (ready: number): LoadResult => ({
  ...{ painted: 100, ready, scriptBytes: 70 * 1_024, pageBytes: 130 * 1_024 },
});

const RESULT: StudioResult = {
  command: 'npx nx run bench:studio',
  started_at: '2026-01-31T12:00:00.000Z',
  seconds: 400,
  machine: {
    ...{ cpu: 'a processor', cores: 2, memory_gib: 24, os: 'Linux', node: 'v20', temporal_sdk: '1' },
    ...{ redis: null, bullmq: '6', load_before: [0.1, 0.2, 0.3], temporal_server: '1.29.1' },
  },
  browser: 'Chromium 150',
  makingSeconds: 260,
  loads: [load(300), load(900), load(200)],
  live: {
    ...{ running: 200, seconds: 30, pageCpu: 0.081, browserCpu: 0.3 },
    ...{ streams: 1, requestsPerSecond: 0.8, changesPerSecond: 120 },
  },
  scroll: {
    ...{ pictures: 5_000, seconds: 90, slowFrames: 0.002, longTasks: 1, longestTask: 61, shift: 0 },
    ...{ frame: { count: 10, p50: 16, p95: 17, p99: 33, max: 60 }, elements: 400, heapMib: 14.2 },
  },
};

describe('toStudioMarkdown', () => {
  it('tells what was wanted and what was found, in the middle and at its worst', () => {
    const text = toStudioMarkdown(RESULT);
    const line = (start: string): string[] =>
      (text.split('\n').find((each) => each.startsWith(`| ${start}`)) ?? '')
        .split('|')
        .map((cell) => cell.trim());
    expect(line('ready').slice(2, 4)).toEqual(['< 1,000 ms', '300 ms (200 to 900)']);
    expect(line('script').slice(2, 4)).toEqual(['< 200 KB', '70 KiB']);
    expect(line('page with 200 jobs').slice(2, 4)).toEqual(['< 20 %', '8.1 %']);
    expect(line('5000 pictures').at(3)).toBe('16 / 17 / 33 / 60');
  });
});
