import path from 'node:path';
import { toLimiterId, LIMITER, type JobResult, type LimiterSnapshot } from '@genvideo/models';
import { ProgressQueryClient } from '@genvideo/progress-client';
import { createResourceStack, eventually, loadTestEnvironment, startApp } from '@genvideo/testing';
import { freePort } from '@genvideo/temporal-server';
import { openJobStack, type JobStack } from '../test/job-stack';

const SKEW_SECONDS = 600;

/** What puts a program's clock off. */
const offBy = (seconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--require ${path.join(__dirname, '../test/skew-clock.cjs')}`,
  CLOCK_SKEW_SECONDS: String(seconds),
});
const AHEAD = offBy(SKEW_SECONDS);
const BEHIND = offBy(-SKEW_SECONDS);

describe('with clocks of ten minutes ahead and ten minutes behind the engine', () => {
  const resources = createResourceStack();
  let stack: JobStack;
  let apiUrl: string;
  let apiPort: number;

  beforeAll(async () => {
    apiPort = await freePort();
    apiUrl = `http://127.0.0.1:${apiPort}`;
    stack = await openJobStack({
      address: loadTestEnvironment().address,
      apiPort,
      env: { MAX_CONCURRENT_JOBS: '1' },
    });
    resources.defer(() => stack.close());
    await stack.startApi({ env: AHEAD });
  });
  afterAll(() => resources.end());

  const submit = async (): Promise<string> => {
    const response = await fetch(`${apiUrl}/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'a red fox', user_id: 'ann', width: 64, height: 64, duration: 1 }),
    });
    return ((await response.json()) as { workflow_id: string }).workflow_id;
  };

  it('a job moves from a worker of one to a worker of the other, and nobody who watches sees it', async () => {
    await stack.mock.reset({ video: { slow_progress: 10 } });
    const doomed = await stack.startWorker({ env: BEHIND });
    const id = await submit();
    const watcher = new ProgressQueryClient({ apiBaseUrl: apiUrl });
    resources.defer(() => watcher.close());
    const percents: number[] = [];
    const watched = (async () => {
      for await (const { progress } of watcher.watchProgress(id)) percents.push(progress.percent);
    })();
    await eventually(async () => (await stack.mock.stats('video')).in_flight === 1, { what: 'the video' });
    await stack.startWorker({ env: AHEAD });
    await doomed.stop();
    await stack.mock.setFaults({ video: { slow_progress: 1 } });
    const result = (await stack.client.workflow.getHandle(id).result()) as JobResult;
    await watched;

    expect(result).toMatchObject({ status: 'completed', submissions: 2 });
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(percents.at(-1)).toBe(100);
    for (const seconds of [result.queue_time, result.processing_time]) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThan(SKEW_SECONDS / 2);
    }
    const limiter = stack.client.workflow.getHandle(toLimiterId(stack.taskQueue));
    const isFree = async () => (await limiter.query<LimiterSnapshot>(LIMITER.query.snapshot)).held === 0;
    await eventually(isFree, { what: 'the permit to come back' });
  });

  it('the API knows that there is a worker, and the doctor says whose clock is off', async () => {
    await expect(fetch(`${apiUrl}/ready`)).resolves.toMatchObject({ status: 200 });
    const doctor = await startApp({
      ...{ app: 'submitter', entry: 'doctor/main', args: ['--json', '--api-url', apiUrl] },
      env: { ...stack.environment, ...BEHIND },
    });
    resources.add(doctor);
    await doctor.exited;
    const { checks } = JSON.parse(doctor.stdout.join('')) as { checks: { check: string }[] };
    const find = (name: string) => checks.find(({ check }) => check === name);
    expect(find('workers')).toMatchObject({ status: 'ok' });
    expect(find('clock')).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(
        /^the engine's clock is (59\d|6\d\d) s ahead, and the API's clock is (119\d|1200) s ahead$/,
      ),
      fix: expect.stringContaining('NTP'),
    });
  });
});
