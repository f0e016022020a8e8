import { existsSync } from 'node:fs';
import path from 'node:path';
import { startApp, startProcess, WORKSPACE_ROOT, type RunningProcess } from '@genvideo/testing';

export interface BenchApi {
  /** `http://127.0.0.1:port`. */
  url: string;
  process: RunningProcess;
}

export interface BenchApiOptions {
  /** `host:port` of the engine. */
  address: string;
  taskQueue: string;
  callbackSecret: string;
  /** Where it may leave things. */
  folder: string;
}

const BUILT = path.join(WORKSPACE_ROOT, 'apps', 'api', 'dist', 'main.js');

/** GenVideo's own API as it is built (or from its sources where it is not), on a free port. */
export async function startApi(options: BenchApiOptions): Promise<BenchApi> {
  const { address, taskQueue, callbackSecret, folder } = options;
  const settings = {
    env: {
      TEMPORAL_HOST: address,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: taskQueue,
      API_HOST: '127.0.0.1',
      API_PORT: '0',
      CALLBACK_SECRET: callbackSecret,
      RESULTS_DIR: path.join(folder, 'results'),
      ENABLE_RATE_LIMITING: 'false',
      REQUIRE_API_KEY: 'false',
      LOG_LEVEL: 'info',
      USE_JSON_LOGGING: 'true',
    },
    readyWhen: '"api_listening"',
  };
  const process_ = existsSync(BUILT)
    ? await startProcess({ command: process.execPath, args: [BUILT], cwd: folder, ...settings })
    : await startApp({ app: 'api', ...settings });
  const { url } = JSON.parse(process_.readyLine) as { url: string };
  return { url, process: process_ };
}
