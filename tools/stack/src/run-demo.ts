import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_TASK_QUEUE } from '@genvideo/models';
import { freePort } from '@genvideo/temporal-server';
import { buildStudio } from './build-studio';
import { createStack, removeLogs, type Stack } from './create-stack';
import { toDemoEnvironment } from './demo-environment';
import { findBinary } from './find-binary';
import { formatSize, listResults } from './list-results';
import { createPhases, formatSeconds, type Print } from './phases';
import { runSubmitter } from './run-submitter';
import type { Environment } from './service-definition';
import { StackError } from './stack-error';
import { toStackPlan } from './stack-plan';

const MOCK_SECONDS = { imageSeconds: 2, videoSeconds: 4 };
const WORKER_STOP_MS = 5_000;
const SAMPLES = 'tools/stack/samples/demo.jsonl';

export interface RunOptions {
  /** The workspace's folder. */
  root: string;
  /** This process's environment. */
  environment: Environment;
  print: Print;
  /** Ctrl-C. */
  signal: AbortSignal;
}

/** Ports one after the other, so that no two are the same. */
const takePorts = async () => ({
  engine: await freePort(),
  api: await freePort(),
  imageMock: await freePort(),
  videoMock: await freePort(),
});

async function prepare({ root, environment, print }: RunOptions) {
  const folder = path.join(root, '.genvideo/demo');
  const logDir = path.join(folder, 'logs');
  await removeLogs(logDir);
  await mkdir(logDir, { recursive: true });
  const phases = createPhases(print);
  const shared = environment['TEMPORAL_HOST'] || environment['TEMPORAL_ADDRESS'];
  const binary = shared ? null : await findBinary(environment, phases, print);
  const ports = await takePorts();
  const env = toDemoEnvironment(environment, {
    ports,
    engineAddress: shared ? null : `127.0.0.1:${ports.engine}`,
    taskQueue: shared ? `genvideo-demo-${randomUUID()}` : DEFAULT_TASK_QUEUE,
    callbackSecret: `whsec_${randomBytes(24).toString('base64')}`,
    folder,
  });
  return { folder, logDir, phases, binary, ports, env };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function bringUp(stack: Stack, prepared: Prepared, root: string): Promise<void> {
  const { phases, binary, ports, env, folder } = prepared;
  await phases.run(
    'starting the engine, the mocks of image and video service, the API and a worker',
    () => {
      if (binary !== null) stack.startEngine({ binary, port: ports.engine });
      const plan = { root, cwd: folder, ports, env, mocks: MOCK_SECONDS, workerStopMs: WORKER_STOP_MS };
      for (const service of toStackPlan(plan)) stack.start(service);
      return stack.untilReady(`http://127.0.0.1:${ports.api}/ready`);
    },
    () => 'engine, mocks, API and worker are ready',
  );
}

async function showResults(resultsDir: string, startedAtMs: number, print: Print): Promise<void> {
  const files = await listResults(resultsDir, startedAtMs);
  print('\nThe files, which stay when the demo is over:');
  for (const { path: file, sizeBytes } of files)
    print(`  ${pathToFileURL(file).href}  ${formatSize(sizeBytes)}`);
  const firstVideo = files.find(({ path: file }) => file.endsWith('.mp4'));
  if (firstVideo)
    print(
      `\nThe first video was there ${formatSeconds(firstVideo.writtenAtMs - startedAtMs)} after the start.`,
    );
}

/**
 * Brings up a whole GenVideo on free ports, runs the sample prompts, shows their files, and leaves nothing running.
 * @throws StackError when a program or a job failed
 */
export async function runDemo(options: RunOptions): Promise<void> {
  const { root, print, signal } = options;
  const startedAtMs = Date.now();
  print(
    'GenVideo demo: three prompts become pictures and videos. MOCK services: nothing is sent out or paid.\n',
  );
  const prepared = await prepare(options);
  const { phases, logDir, folder, env } = prepared;
  const stack = createStack({ logDir, print, stopSignal: signal });
  try {
    const studio = buildStudio({
      root,
      logDir,
      environment: options.environment,
      print,
      signal: stack.signal,
    });
    await Promise.all([bringUp(stack, prepared, root), studio]);
    print(`  the studio, while this runs: http://127.0.0.1:${prepared.ports.api}/`);
    print(`\nSubmitting ${SAMPLES}:\n`);
    const status = await runSubmitter({
      root,
      cwd: folder,
      env: { ...env, INIT_CWD: root },
      args: ['batch', path.join(root, SAMPLES), '--new', '--user-id', 'demo'],
      signal: stack.signal,
    });
    await showResults(path.join(folder, 'results'), startedAtMs, print);
    if (status !== 0)
      throw new StackError(`Not every job of the demo completed; the logs in ${logDir} say why.`);
  } finally {
    await phases.run(
      'stopping everything',
      () => stack.stop(),
      () => 'everything is stopped',
    );
  }
  print(
    '\nNext: "npm start" keeps it running; then "npx nx run submitter:batch FILE" takes your own prompts.',
  );
}
