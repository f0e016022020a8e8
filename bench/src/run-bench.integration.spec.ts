import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installQuietRuntime } from '@genvideo/testing';
import { parseBenchOptions } from './bench-options';
import { CONTESTANTS, UNLIMITED } from './contestants/contestant';
import { writeReport } from './report/write-report';
import { runBench } from './run-bench';
import { readRedisVersion } from './stand/start-redis';

describe('runBench', () => {
  let out: string;
  let hasRedis: boolean;

  beforeAll(async () => {
    installQuietRuntime();
    out = await mkdtemp(path.join(tmpdir(), 'genvideo-bench-report-'));
    hasRedis = (await readRedisVersion()) !== null;
    if (!hasRedis) process.stderr.write('bullmq is skipped here: redis-server is not installed\n');
  });

  afterAll(() => rm(out, { recursive: true, force: true }));

  it('lets every contestant make a few jobs within the limit, and writes the report', async () => {
    const flags = ['--jobs', '4', '--limit', '2', '--image-seconds', '0.05', '--video-seconds', '0.05'];
    const options = parseBenchOptions(['--scenario', 'throughput', '--rounds', '1', ...flags, '--out', out]);
    const result = await runBench(options, {
      env: process.env,
      command: 'a spec',
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const names = result.measurements.map(({ contestant }) => contestant);
    expect(names).toEqual(CONTESTANTS.filter((name) => hasRedis || name !== 'bullmq'));
    const limited = result.measurements.filter(({ contestant }) => !UNLIMITED.includes(contestant));
    for (const { max_in_flight } of limited) expect(max_in_flight).toBeLessThanOrEqual(2);
    expect(result.measurements[0]?.hops).not.toEqual([]);
    const [report = ''] = await writeReport(result, options);
    expect(await readFile(report, 'utf8')).toContain('| genvideo');
  });

  it('ends what it started when it is interrupted', async () => {
    const options = parseBenchOptions(['--scenario', 'throughput', '--contestants', 'mutex', '--out', out]);
    const signal = AbortSignal.timeout(1);
    const context = { env: process.env, command: 'a spec', signal, onProgress: () => undefined };
    await expect(runBench(options, context)).rejects.toThrow('was interrupted');
  });
});
