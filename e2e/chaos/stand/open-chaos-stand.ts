import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { askAgain } from '@genvideo/models';
import { createResourceStack, uniqueId, uniqueQueue, type ResourceStack } from '@genvideo/testing';
import { freePort } from '@genvideo/testing/own-engine';
import type { ChaosEngine } from './chaos-engine';
import type { ChaosApi, ChaosStand, ChaosWorker, Crew, WorkerVersion } from './chaos-stand';
import { createProcessPart, type ProcessPart } from './create-process-part';
import { createRelay, type Place, type Relay } from './create-relay';
import type { Machine, Machines } from './machines';
import { makeCurrent } from './make-current';
import { openMachines } from './open-machines';
import { openProviderSide, type ProviderSide } from './open-provider-side';
import { startBuilt, type Variables } from './start-built';

export interface StandOptions extends Crew {
  startEngine: (folder: string) => Promise<ChaosEngine>;
  /** Of the provider's dice. */
  seed: number;
  /** A network namespace for each process, where this machine allows that. */
  namespaces: boolean;
  /** Gets what workers and APIs print. Default: nobody. */
  logFolder?: string | undefined;
  onProgress: (line: string) => void;
}

/** The build that a run begins with. */
export const FIRST_BUILD = 'build-1';

/** What all parts are put together from. */
interface Site {
  engine: ChaosEngine;
  machines: Machines;
  resources: ResourceStack;
  /** What workers and APIs have in common. */
  env: Variables;
  logFolder: string | undefined;
}

const openEngineRelay = async ({ engine, machines, resources }: Site): Promise<Relay> =>
  resources.add(await createRelay(() => ({ host: '127.0.0.1', port: engine.port }), machines.relayHost));

async function startWorkerPart(
  { env, resources, logFolder }: Site,
  { relay, machine }: Pick<ChaosWorker, 'relay' | 'machine'>,
  { buildId, folder }: WorkerVersion,
): Promise<ProcessPart> {
  const own = { ...env, TEMPORAL_HOST: relay.address, TEMPORAL_WORKER_BUILD_ID: buildId };
  return resources.add(
    await createProcessPart(() => startBuilt({ app: 'worker', env: own, folder, machine, logFolder })),
  );
}

async function startWorker(site: Site): Promise<ChaosWorker> {
  const place = { relay: await openEngineRelay(site), machine: await site.machines.add() };
  return { ...place, part: await startWorkerPart(site, place, { buildId: FIRST_BUILD }) };
}

async function startApi(
  site: Site,
  { machine, port }: { machine: Machine; port: number },
): Promise<ChaosApi> {
  const relay = await openEngineRelay(site);
  const own = { TEMPORAL_HOST: relay.address, API_HOST: machine.host, API_PORT: String(port) };
  const env = { ...site.env, ...own };
  const { logFolder } = site;
  const part = site.resources.add(
    await createProcessPart(() => startBuilt({ app: 'api', env, machine, logFolder })),
  );
  return { part, relay, url: `http://${machine.host}:${port}` };
}

const toEnvironment = (
  { capacity, videoLimit }: Crew,
  { imageUrl, videoUrl, callbackUrl }: ProviderSide,
): Variables => ({
  ...{ IMAGE_API_BASE_URL: imageUrl, VIDEO_API_BASE_URL: videoUrl },
  ...{ CALLBACK_BASE_URL: callbackUrl, CALLBACK_SECRET: 'the-secret-of-the-drill' },
  ...{ METRICS_PORT: '0', LIMITER_RECONCILE_SECONDS: '5' },
  ...{ MAX_CONCURRENT_JOBS: String(capacity), VIDEO_MAX_IN_FLIGHT: String(videoLimit) },
});

/** Starts everything, each process with relays of its own in between; close it in the end. */
export async function openChaosStand(options: StandOptions): Promise<ChaosStand> {
  const resources = createResourceStack();
  try {
    return await open(options, resources);
  } catch (error) {
    await resources.end();
    throw error;
  }
}

async function open(options: StandOptions, resources: ResourceStack): Promise<ChaosStand> {
  const { startEngine, seed, onProgress } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-chaos-'));
  resources.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const machines = resources.add(await openMachines(options.namespaces));
  const engine = resources.add(await startEngine(folder));
  onProgress(`engine: ${engine.name}; ${machines.name}`);
  const doors: { machine: Machine; port: number }[] = [];
  for (let api = 0; api < options.apis; api += 1)
    doors.push({ machine: await machines.add(), port: await freePort() });
  const apiPlaces = doors.map(({ machine, port }): Place => ({ host: machine.host, port }));
  const provider = await openProviderSide({ machines, resources, seed, apiPlaces });
  const names = { taskQueue: uniqueQueue('chaos'), deploymentName: uniqueId('chaos') };
  const folders = { resultsDir: path.join(folder, 'results'), tempDir: path.join(folder, 'temp') };
  const env = {
    ...toEnvironment(options, provider),
    ...{ TEMPORAL_TASK_QUEUE: names.taskQueue, TEMPORAL_DEPLOYMENT_NAME: names.deploymentName },
    ...{ RESULTS_DIR: folders.resultsDir, TEMP_DIR: folders.tempDir },
  };
  const site: Site = { engine, machines, resources, env, logFolder: options.logFolder };
  const connection = resources.add(await Connection.connect({ address: engine.address }));
  const client = new Client({ connection, interceptors: { workflow: [askAgain] } });
  const workers: ChaosWorker[] = await Promise.all(
    Array.from({ length: options.workers }, () => startWorker(site)),
  );
  await makeCurrent(client, { deploymentName: names.deploymentName, buildId: FIRST_BUILD });
  const apis = await Promise.all(doors.map((door) => startApi(site, door)));
  onProgress(`${workers.length} workers and ${apis.length} APIs are ready`);
  return {
    ...{ engine, isolation: machines.name, mock: provider.mock, workers, apis, client },
    ...{ ...names, ...folders },
    startWorker: (index, version) => {
      const place = workers[index];
      if (place === undefined) throw new Error(`There is no worker ${index}`);
      return startWorkerPart(site, place, version);
    },
    relayOf(link, index) {
      if (link === 'worker-engine') return workers[index]?.relay ?? null;
      if (link === 'api-engine') return apis[index]?.relay ?? null;
      if (link === 'engine-database') return engine.database;
      return provider.relayOf(link, index);
    },
    close: () => resources.end(),
  };
}
