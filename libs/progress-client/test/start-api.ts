import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startApp, type ResourceStack } from '@genvideo/testing';

export interface StartApiOptions {
  address: string;
  taskQueue: string;
  /** Further environment. */
  env?: Readonly<Record<string, string>>;
}

/** The real API on a free port; it ends with the resources. Gives its URL. */
export async function startApi(
  resources: ResourceStack,
  { address, taskQueue, env = {} }: StartApiOptions,
): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'progress-client-api-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const { readyLine } = resources.add(
    await startApp({
      app: 'api',
      env: {
        TEMPORAL_HOST: address,
        TEMPORAL_TASK_QUEUE: taskQueue,
        API_HOST: '127.0.0.1',
        API_PORT: '0',
        RESULTS_DIR: folder,
        CALLBACK_SECRET: 'secret',
        USE_JSON_LOGGING: 'true',
        ...env,
      },
      readyWhen: /api_listening/,
    }),
  );
  return (JSON.parse(readyLine) as { url: string }).url;
}
