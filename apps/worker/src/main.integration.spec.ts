import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  loadTestEnvironment,
  startApp,
  startHttpServer,
  uniqueQueue,
  type AppOptions,
  type RunningProcess,
} from '@genvideo/testing';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'genvideo-worker-'));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (
  env: Record<string, string>,
  options: Pick<AppOptions, 'readyWhen' | 'fromSources'> = {},
): Promise<RunningProcess> =>
  startApp({
    app: 'worker',
    ...options,
    env: {
      TEMPORAL_HOST: loadTestEnvironment().address,
      TEMPORAL_TASK_QUEUE: uniqueQueue('worker'),
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      ...env,
    },
  });

describe('the worker', () => {
  it('says when it is ready, and leaves in good order', async () => {
    // Elsewhere it may be started as it was built.
    const worker = await start({}, { fromSources: true, readyWhen: '"worker_ready"' });
    worker.kill('SIGTERM');
    await expect(worker.exited).resolves.toEqual({ exitCode: 0, signal: null });
    expect(worker.stdout.at(-1)).toContain('worker_stopped');
    expect(worker.stderr).toEqual([]);
  });

  it('waits for an engine that is away, says so, and can be stopped meanwhile', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.close();
    const worker = await start(
      { TEMPORAL_HOST: `127.0.0.1:${gone.port}` },
      { readyWhen: '"waiting_for_engine"' },
    );
    worker.kill('SIGTERM');
    await expect(worker.exited).resolves.toEqual({ exitCode: 0, signal: null });
    expect(worker.stderr).toEqual([]);
  });

  it.each<[string, () => Promise<Record<string, string>>, RegExp, number]>([
    [
      'every bad value at once',
      () => Promise.resolve({ MAX_CONCURRENT_JOBS: '0', API_PORT: 'x' }),
      /MAX_CONCURRENT_JOBS must be at least 1.*API_PORT must be a number/,
      2,
    ],
    [
      'a folder it cannot write',
      async () => {
        const file = path.join(folder, 'a-file');
        await writeFile(file, '');
        return { RESULTS_DIR: path.join(file, 'results') };
      },
      /RESULTS_DIR \(.*\) cannot be written: .*Give this user write access/,
      1,
    ],
    [
      'an account that is missing',
      () => Promise.resolve({ VIDEO_PROVIDER: 'kling' }),
      /VIDEO_PROVIDER=kling needs an account.*VIDEO_API_ACCESS_KEY/,
      1,
    ],
    [
      'a limit that is none',
      () => Promise.resolve({ IMAGE_MAX_IN_FLIGHT: '0' }),
      /IMAGE_MAX_IN_FLIGHT must be at least 1/,
      2,
    ],
    [
      'a bucket it cannot write',
      () =>
        Promise.resolve({
          S3_BUCKET: 'results',
          S3_ENDPOINT: 'http://127.0.0.1:1',
          AWS_ACCESS_KEY_ID: 'key',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        }),
      /S3_BUCKET is set.*bucket results at http:\/\/127.0.0.1:1 cannot be used: .*ECONNREFUSED.*S3_ENDPOINT names it/,
      1,
    ],
    [
      'a deny list that is not there',
      () => Promise.resolve({ CONTENT_DENY_LIST_FILE: path.join(folder, 'none') }),
      /CONTENT_DENY_LIST_FILE cannot be read: ENOENT/,
      1,
    ],
  ])('names %s, in one line', async (...[, toEnvironment, words, exitCode]) => {
    const worker = await start(await toEnvironment());
    await expect(worker.exited).resolves.toEqual({ exitCode, signal: null });
    expect(worker.stderr).toEqual([expect.stringMatching(words)]);
  });
});
