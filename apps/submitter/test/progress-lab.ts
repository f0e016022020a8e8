import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Progress } from '@genvideo/models';
import {
  attachEngine,
  createResourceStack,
  startApp,
  startHttpServer,
  startMockServices,
  startProcess,
  toAppCommand,
  uniqueId,
  uniqueQueue,
  WORKSPACE_ROOT,
  type AttachedEngine,
  type ResourceStack,
  type RunningProcess,
} from '@genvideo/testing';

/** A line of `--json`. */
export interface ResultLine {
  success: boolean;
  workflow_id: string;
  progress: (Progress & Record<string, unknown>) | null;
  error: string | null;
  source: 'direct' | 'api' | null;
}

/** Changes to the environment; undefined removes a variable. */
export type EnvironmentChanges = Readonly<Record<string, string | undefined>>;

export interface ProgressLab {
  engine: AttachedEngine;
  taskQueue: string;
  /** A job that ran to its end. */
  completed: string;
  /** A job that nobody works on. */
  waiting: string;
  /** Where nobody listens. */
  nowhere: { host: string; url: string };
  /** Starts a small picture, by the worker or by nobody. Resolves with its id. */
  startJob(input?: object, worked?: boolean): Promise<string>;
  /** What `genvideo-progress` finds in its environment: this engine, this API and a key for it. */
  environment: Readonly<Record<string, string>>;
  start(args: readonly string[], changes?: EnvironmentChanges): Promise<RunningProcess>;
  run(
    args: readonly string[],
    changes?: EnvironmentChanges,
  ): Promise<{ exitCode: number | null; stdout: readonly string[]; errors: string }>;
  end(): Promise<void>;
}

/** The words that start the program. */
export const PROGRAM = toAppCommand({ app: 'submitter', entry: 'progress/main' });

export const API_KEY = 'the-key-of-the-lab';

/** Long enough to be looked at on its way. */
const VIDEO_SECONDS = 4;

const startWorker = async (
  resources: ResourceStack,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  const mocks = resources.add(await startMockServices({ videoSeconds: VIDEO_SECONDS }));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'submitter-progress-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const worker = await startApp({
    app: 'worker',
    env: {
      ...settings,
      IMAGE_API_BASE_URL: mocks.imageUrl,
      VIDEO_API_BASE_URL: mocks.videoUrl,
      RESULTS_DIR: path.join(folder, 'results'),
      TEMP_DIR: path.join(folder, 'temp'),
      MAX_CONCURRENT_JOBS: '4',
      METRICS_PORT: '0',
      USE_JSON_LOGGING: 'true',
    },
    readyWhen: /worker_ready/,
  });
  resources.add(worker);
};

/** Resolves with the port of the API. */
const startApi = async (
  resources: ResourceStack,
  settings: Readonly<Record<string, string>>,
): Promise<string> => {
  const api = await startApp({
    app: 'api',
    env: {
      ...settings,
      API_PORT: '0',
      REQUIRE_API_KEY: 'true',
      API_KEYS: API_KEY,
      USE_JSON_LOGGING: 'true',
    },
    readyWhen: /api_listening/,
  });
  resources.add(api);
  return new URL((JSON.parse(api.readyLine) as { url: string }).url).port;
};

const findNowhere = async (): Promise<ProgressLab['nowhere']> => {
  const { port, url, close } = await startHttpServer(() => undefined);
  await close();
  return { host: `127.0.0.1:${port}`, url };
};

type Runner = Pick<ProgressLab, 'start' | 'run'>;

const createRunner = (resources: ResourceStack, environment: ProgressLab['environment']): Runner => {
  const [command, ...words] = PROGRAM;
  const start: Runner['start'] = async (args, changes = {}) =>
    resources.add(
      await startProcess({
        command,
        args: [...words, ...args],
        cwd: WORKSPACE_ROOT,
        env: { ...environment, ...changes },
      }),
    );
  const run: Runner['run'] = async (args, changes) => {
    const program = await start(args, changes);
    const { exitCode } = await program.exited;
    return { exitCode, stdout: program.stdout, errors: program.stderr.join('\n') };
  };
  return { start, run };
};

const createJobStarter = (
  { client }: AttachedEngine,
  queues: { worked: string; idle: string },
): ProgressLab['startJob'] => {
  const job = { prompt: 'A kite', user_id: 'ada', width: 64, height: 64, job_type: 'image' };
  return async (input = {}, worked = true) => {
    const workflowId = uniqueId('kite');
    const taskQueue = worked ? queues.worked : queues.idle;
    await client.workflow.start('GenVideoWorkflow', { taskQueue, workflowId, args: [{ ...job, ...input }] });
    return workflowId;
  };
};

const fillLab = async (resources: ResourceStack): Promise<Omit<ProgressLab, 'end'>> => {
  const engine = resources.add(await attachEngine());
  const queues = { worked: uniqueQueue('progress'), idle: uniqueQueue('progress-nobody') };
  const settings = { TEMPORAL_HOST: engine.address, TEMPORAL_TASK_QUEUE: queues.worked };
  const port = await startApi(resources, settings);
  await startWorker(resources, settings);
  const environment = { TEMPORAL_HOST: engine.address, API_HOST: '127.0.0.1', API_PORT: port, API_KEY };
  const startJob = createJobStarter(engine, queues);
  const completed = await startJob();
  await engine.client.workflow.getHandle(completed).result();
  return {
    engine,
    taskQueue: queues.worked,
    completed,
    waiting: await startJob({}, false),
    nowhere: await findNowhere(),
    startJob,
    environment,
    ...createRunner(resources, environment),
  };
};

/** An engine, a worker, an API that wants a key, and jobs to ask for. Leaves nothing behind when it cannot have them. */
export async function startProgressLab(): Promise<ProgressLab> {
  const resources = createResourceStack();
  try {
    return { ...(await fillLab(resources)), end: resources.end };
  } catch (error) {
    await resources.end();
    throw error;
  }
}

const KEYS = ['success', 'workflow_id', 'progress', 'error', 'source'];

/** Runs with `--json`; every line has to have the keys of the contract and no others. */
export async function runJson(
  lab: ProgressLab,
  ...args: string[]
): Promise<{ exitCode: number | null; lines: ResultLine[] }> {
  const { exitCode, stdout } = await lab.run([...args, '--json']);
  const lines = stdout.map((line) => JSON.parse(line) as ResultLine);
  expect(lines.map((line) => Object.keys(line))).toEqual(lines.map(() => KEYS));
  return { exitCode, lines };
}
