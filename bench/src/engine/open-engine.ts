import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import {
  findServer,
  startCluster,
  startDevServer,
  type Cluster,
  type Environment,
} from '@genvideo/temporal-server';
import type { ResourceStack } from '@genvideo/testing';
import { connectClient } from '../stand/connect-client';
import type { EngineName, ProcessorSeconds } from './engine-result';
import { readProcessorSeconds, readTreeSeconds } from './read-processor-seconds';

/** As in Temporal's own containers. */
export const HISTORY_SHARDS = 4;

/** One engine that is measured, with a client of its own. */
export interface OpenEngine {
  name: EngineName;
  /** `host:port`. */
  address: string;
  client: Client;
  serverVersion: string;
  /** Null in memory. */
  cluster: Cluster | null;
  /** Results and temporary files of its workers go here. */
  folder: string;
  readSeconds: () => Promise<Omit<ProcessorSeconds, 'workers'>>;
}

export interface OpenEngineOptions {
  env: Environment;
  resources: ResourceStack;
  onProgress: (line: string) => void;
}

type Started = Pick<OpenEngine, 'address' | 'cluster' | 'readSeconds'>;

async function startInMemory({ env, resources, onProgress }: OpenEngineOptions): Promise<Started> {
  const alone = { ...env, TEMPORAL_HOST: undefined, TEMPORAL_ADDRESS: undefined };
  const found = await findServer({ env: alone, onProgress });
  if (found.kind !== 'binary') throw new TypeError('The bench runs on an engine of its own');
  const { address, pid } = resources.add(await startDevServer({ binary: found.path }));
  const readSeconds = async () => ({ engine: await readProcessorSeconds([pid]), database: 0 });
  return { address, cluster: null, readSeconds };
}

async function startOnPostgres({ env, resources, onProgress }: OpenEngineOptions): Promise<Started> {
  const cluster = resources.add(await startCluster({ env, onProgress, historyShards: HISTORY_SHARDS }));
  const { postgres, ...roles } = cluster.parts;
  const readSeconds = async () => ({
    engine: await readProcessorSeconds(Object.values(roles).map(({ pid }) => pid)),
    database: await readTreeSeconds(postgres.pid),
  });
  return { address: cluster.address, cluster, readSeconds };
}

/** Starts an engine; it ends with `resources`. */
export async function openEngine(name: EngineName, options: OpenEngineOptions): Promise<OpenEngine> {
  const { resources } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-bench-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const started = await (name === 'memory' ? startInMemory(options) : startOnPostgres(options));
  const { client, serverVersion, giveUp, close } = await connectClient(started.address);
  resources.defer(() => {
    giveUp();
    return close();
  });
  return { name, client, serverVersion, folder, ...started };
}
