import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { WORKSPACE_ROOT } from '@genvideo/testing';
import { toMeasurement, toResult } from '../../test/to-measurement';
import { toMarkdown } from './to-markdown';

const depth = (waiting: number, median: number) => ({
  round: 1,
  waiting,
  releases: 40,
  grant_ms: { median, min: median - 1, max: median + 9 },
  state_bytes: waiting * 60,
  state_waiting: waiting,
});

const result = toResult({
  measurements: [
    toMeasurement({ contestant: 'bare' }),
    toMeasurement({
      kind: 'use',
      use: 0.9,
      limit: 49,
      hops: [
        { name: 'image at the provider', mean_ms: 900, useful: true },
        { name: '→ next grant decided', mean_ms: 100, useful: false },
      ],
    }),
  ],
  depth: [depth(100, 20), depth(10_000, 25)],
  notes: ['redis-server is not installed'],
});

describe('toMarkdown', () => {
  const text = toMarkdown(result, 'limiter');

  it('says how it was made and on what', () => {
    expect(text).toContain('npx nx run bench:limiter');
    expect(text).toContain('2 cores (Two cores), 24 GiB, Linux 6, Node v20.19.0');
    expect(text).toContain('Redis not installed');
    expect(text).toContain('redis-server is not installed');
  });

  it('tells where the limit was exceeded', () => {
    expect(text).toContain('The limit of 49 was exceeded by genvideo.');
  });

  it('says how much of a permit’s time is the provider’s', () => {
    expect(text).toContain('From one grant of a permit to its next: 1000 ms, 90.0 % of it at the provider.');
  });

  it('compares a deep queue with a shallow one', () => {
    expect(text).toContain('With 10000 waiting the next grant takes 1.25 times as long as with 100.');
  });

  it('is laid out as Prettier wants it', () => {
    const prettier = path.join(WORKSPACE_ROOT, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const file = path.join(WORKSPACE_ROOT, 'docs', 'benchmarks', 'limiter.md');
    const formatted = execFileSync(process.execPath, [prettier, '--stdin-filepath', file], { input: text });
    expect(formatted.toString()).toBe(text);
  });
});
