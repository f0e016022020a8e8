import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { askAgain, toJobFolder, type JobRequest, type JobState } from '@genvideo/models';
import {
  createResourceStack,
  startMockServices,
  startProcess,
  uniqueId,
  uniqueQueue,
  WORKSPACE_ROOT,
  type MockServices,
  type MockServicesOptions,
  type RunningProcess,
} from '@genvideo/testing';

type Environment = Record<string, string>;

/** How a worker differs from the others of a stack. */
export interface WorkerChanges {
  env?: Record<string, string>;
  /** Where it was built; default: the workspace's own. */
  folder?: string;
}

/** The apps as they are built, with mocks behind them, on an engine that is given. */
export interface JobStack {
  client: Client;
  taskQueue: string;
  mock: MockServices;
  /** What all programs of it have in their environment. */
  environment: Environment;
  startWorker(changes?: WorkerChanges): Promise<RunningProcess>;
  /** Starts the API that the workers' providers call back; its URL is known beforehand. */
  startApi(changes?: Pick<WorkerChanges, 'env'>): Promise<RunningProcess>;
  start(request?: Partial<JobRequest>): Promise<WorkflowHandle>;
  readState(workflowId: string): Promise<JobState>;
  /** Files of the results and of the temporary folder, relative to their root. */
  listFiles(root: 'results' | 'temp'): Promise<string[]>;
  close(): Promise<void>;
}

export interface JobStackOptions {
  /** The engine, `host:port`. */
  address: string;
  mock?: MockServicesOptions;
  /** Further environment of the workers and the API; a function is told where the mocks are. */
  env?: Environment | ((mock: MockServices) => Environment);
  /** The port the API is going to listen on; without it providers do not call back. */
  apiPort?: number;
}

const startBuilt = (
  folder: string,
  env: Record<string, string>,
  readyWhen: string,
): Promise<RunningProcess> =>
  startProcess({
    command: process.execPath,
    args: [path.join(folder, 'dist', 'main.js')],
    env: { ...env, USE_JSON_LOGGING: 'true' },
    readyWhen,
  });

const toFolder = (app: 'worker' | 'api'): string => path.join(WORKSPACE_ROOT, 'apps', app);

/** Starts mocks and remembers how to start the rest; call `close` at the end. */
export async function openJobStack({
  address,
  mock: mockOptions,
  env = {},
  apiPort,
}: JobStackOptions): Promise<JobStack> {
  const resources = createResourceStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-e2e-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const mock = await startMockServices(mockOptions);
  resources.defer(mock.stop);
  const connection = await Connection.connect({ address });
  resources.defer(() => connection.close());
  const client = new Client({ connection, interceptors: { workflow: [askAgain] } });
  const taskQueue = uniqueQueue('e2e');
  const environment = {
    TEMPORAL_HOST: address,
    TEMPORAL_TASK_QUEUE: taskQueue,
    IMAGE_API_BASE_URL: mock.imageUrl,
    VIDEO_API_BASE_URL: mock.videoUrl,
    RESULTS_DIR: path.join(folder, 'results'),
    TEMP_DIR: path.join(folder, 'temp'),
    ...(apiPort
      ? {
          API_PORT: String(apiPort),
          CALLBACK_BASE_URL: `http://127.0.0.1:${apiPort}`,
          CALLBACK_SECRET: 'e2e',
        }
      : {}),
    // Enough for what a spec starts at once, unless the limit is what it is about.
    MAX_CONCURRENT_JOBS: '1000',
    ...(typeof env === 'function' ? env(mock) : env),
  };
  const startOwned = async (
    readyWhen: string,
    { folder: built, env: changes }: Required<WorkerChanges>,
  ): Promise<RunningProcess> => {
    const started = await startBuilt(built, { ...environment, ...changes }, readyWhen);
    resources.defer(started.stop);
    return started;
  };
  return {
    client,
    taskQueue,
    mock,
    environment,
    startWorker: ({ env: changes = {}, folder: built = toFolder('worker') } = {}) =>
      startOwned('"worker_ready"', { folder: built, env: changes }),
    startApi: ({ env: changes = {} } = {}) =>
      startOwned('"api_listening"', { folder: toFolder('api'), env: changes }),
    start: (request = {}) =>
      client.workflow.start('GenVideoWorkflow', {
        taskQueue,
        workflowId: uniqueId('job'),
        args: [{ prompt: 'a red fox', user_id: 'ann', width: 64, height: 64, duration: 1, ...request }],
      }),
    readState: async (workflowId) =>
      JSON.parse(
        await readFile(path.join(folder, 'results', toJobFolder(workflowId), 'state.json'), 'utf8'),
      ) as JobState,
    listFiles: async (root) => {
      const entries = await readdir(path.join(folder, root), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(path.basename(entry.parentPath), entry.name));
    },
    close: () => resources.end(),
  };
}
