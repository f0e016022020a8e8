import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  attachEngine,
  createResourceStack,
  eventually,
  startApp,
  startHttpServer,
  startMockServices,
  uniqueQueue,
  type AttachedEngine,
  type ResourceStack,
  type RunningProcess,
} from '@genvideo/testing';
import type { DoctorReport } from '../src/doctor/doctor-report';
import { runDoctor } from '../src/doctor/run-doctor';

type Environment = Readonly<Record<string, string>>;

/** What the doctor said, and how it ended. */
export interface Examined {
  report: DoctorReport;
  exitStatus: number;
  /** The checks that fail, by name. */
  failed: string[];
  /** What a check said and what to do, in one text; empty when it was not made. */
  about: (check: string) => string;
}

/** A healthy system, and a doctor for it. */
export interface DoctorLab {
  engine: AttachedEngine;
  taskQueue: string;
  /** What every program of it has in its environment. */
  environment: Environment;
  /** A URL where nobody listens. */
  nowhere: string;
  /** A file where folders are wanted. */
  file: string;
  resources: ResourceStack;
  /** Resolves when it polls. */
  startWorker(changes?: Environment): Promise<RunningProcess>;
  examine(changes?: Environment): Promise<Examined>;
}

const API_KEY = 'the-key-of-the-lab';
const PROVIDER_KEY = 'the-key-of-the-providers';

const findNowhere = async (): Promise<string> => {
  const { url, close } = await startHttpServer(() => undefined);
  await close();
  return url;
};

const startApi = async (resources: ResourceStack, environment: Environment): Promise<string> => {
  const api = await startApp({
    app: 'api',
    env: { ...environment, API_PORT: '0', REQUIRE_API_KEY: 'true', API_KEYS: API_KEY },
    readyWhen: /api_listening/,
  });
  resources.add(api);
  return (JSON.parse(api.readyLine) as { url: string }).url;
};

const examine = async (environment: Environment): Promise<Examined> => {
  let text = '';
  const output = { write: (chunk: string) => (text += chunk) };
  const exitStatus = await runDoctor({ json: true }, { environment, version: '0.0.0', output });
  const report = JSON.parse(text) as DoctorReport;
  const { checks } = report;
  return {
    report,
    exitStatus,
    failed: checks.filter(({ status }) => status === 'fail').map(({ check }) => check),
    about(name) {
      const found = checks.find(({ check }) => check === name);
      return `${found?.message ?? ''} -> ${found?.fix ?? ''}`;
    },
  };
};

/** An engine, a worker, an API that wants a key and providers that want one: nothing is wrong with any of it. */
export async function startDoctorLab(): Promise<DoctorLab> {
  const resources = createResourceStack();
  const engine = resources.add(await attachEngine());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doctor-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const mocks = resources.add(await startMockServices({ args: ['--api-key', PROVIDER_KEY] }));
  const taskQueue = uniqueQueue('doctor');
  const settings = {
    TEMPORAL_HOST: engine.address,
    TEMPORAL_TASK_QUEUE: taskQueue,
    IMAGE_API_BASE_URL: mocks.imageUrl,
    IMAGE_API_KEY: PROVIDER_KEY,
    VIDEO_API_BASE_URL: mocks.videoUrl,
    VIDEO_API_KEY: PROVIDER_KEY,
    CALLBACK_SECRET: 'the-secret-of-the-lab',
    RESULTS_DIR: path.join(folder, 'results'),
    TEMP_DIR: path.join(folder, 'temp'),
    METRICS_PORT: '0',
    USE_JSON_LOGGING: 'true',
  };
  const url = await startApi(resources, settings);
  const environment = { ...settings, API_PORT: new URL(url).port, CALLBACK_BASE_URL: url, API_KEY };
  const startWorker: DoctorLab['startWorker'] = async (changes = {}) => {
    const env = { ...environment, ...changes };
    const worker = resources.add(await startApp({ app: 'worker', env, readyWhen: /worker_ready/ }));
    const isPolling = async (): Promise<boolean> => !(await examine(env)).failed.includes('workers');
    await eventually(isPolling, { what: 'the worker to poll', timeoutMs: 30_000 });
    return worker;
  };
  await startWorker();
  return {
    engine,
    taskQueue,
    environment,
    nowhere: await findNowhere(),
    file,
    resources,
    startWorker,
    examine: (changes = {}) => examine({ ...environment, ...changes }),
  };
}

/** Runs the doctor as people do. */
export async function runDoctorProgram(
  args: readonly string[],
  environment: Environment,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const program = await startApp({ app: 'submitter', entry: 'doctor/main', args, env: environment });
  const { exitCode } = await program.exited;
  return { exitCode, stdout: program.stdout.join('\n'), stderr: program.stderr.join('\n') };
}

/** That one check fails, says so, and nothing else does. */
export function expectOnly(
  { failed, exitStatus, about, report }: Examined,
  check: string,
  says: RegExp,
): void {
  expect({ failed, about: about(check) }).toEqual({ failed: [check], about: expect.stringMatching(says) });
  expect({ exitStatus, status: report.status }).toEqual({ exitStatus: 1, status: 'unhealthy' });
}
