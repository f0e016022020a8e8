import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  startApp,
  startMockServices,
  startProcess,
  startTestEngine,
  WORKSPACE_ROOT,
  type ResourceStack,
} from '@genvideo/testing';

/** A key bound to nobody, for the run with keys. */
export const FUZZ_KEY = 'a-key-for-the-fuzzer';

const LISTENING = /"event":"api_listening"/;

const toApiUrl = (line: string): string => (JSON.parse(line) as { url: string }).url;

/** The built API on a free port. */
const startApi = async (resources: ResourceStack, env: Readonly<Record<string, string>>): Promise<string> => {
  const api = resources.add(
    await startProcess({
      command: process.execPath,
      args: [path.join(WORKSPACE_ROOT, 'apps/api/dist/main.js')],
      cwd: WORKSPACE_ROOT,
      env: { ...env, API_PORT: '0' },
      readyWhen: LISTENING,
    }),
  );
  return toApiUrl(api.readyLine);
};

/**
 * A whole GenVideo on free ports: engine in memory, mocks, a worker, and two APIs over it; all of it ends with the
 * resources.
 */
export async function startSystem(resources: ResourceStack): Promise<{ openUrl: string; keyedUrl: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'genvideo-fuzz-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const engine = resources.add(await startTestEngine());
  const mocks = resources.add(await startMockServices({ imageSeconds: 0.1, videoSeconds: 0.1 }));
  const env = {
    TEMPORAL_HOST: engine.address,
    IMAGE_API_BASE_URL: mocks.imageUrl,
    VIDEO_API_BASE_URL: mocks.videoUrl,
    RESULTS_DIR: path.join(folder, 'results'),
    TEMP_DIR: path.join(folder, 'temp'),
    MOCK_EXTERNAL_APIS: 'true',
    MAX_CONCURRENT_JOBS: '20',
    CALLBACK_SECRET: 'a secret of the fuzzer',
    METRICS_PORT: '0',
    USE_JSON_LOGGING: 'true',
    LOG_LEVEL: 'info',
  };
  resources.add(await startApp({ app: 'worker', env, readyWhen: /worker_ready/ }));
  return {
    openUrl: await startApi(resources, env),
    keyedUrl: await startApi(resources, {
      ...env,
      REQUIRE_API_KEY: 'true',
      API_KEYS: `${FUZZ_KEY},ada=a-key-that-is-adas`,
    }),
  };
}
