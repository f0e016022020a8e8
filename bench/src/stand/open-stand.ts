import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findServer, startDevServer, type Environment } from '@genvideo/temporal-server';
import { bundleBenchWorkflows } from './bundle-bench-workflows';
import { createResourceStack, startMockServices } from '@genvideo/testing';
import { connectClient, type StandClient } from './connect-client';
import { startRedis } from './start-redis';
import type { Stand } from './stand';

export interface StandOptions {
  env: Environment;
  imageSeconds: number;
  videoSeconds: number;
  /** Dynamic configuration of the engine; default none. */
  dynamicConfig?: Readonly<Record<string, unknown>>;
  onProgress: (line: string) => void;
}

/** Starts a fresh engine in memory, the mock with light media, and Redis where it is installed. */
export async function openStand({
  env,
  imageSeconds,
  videoSeconds,
  dynamicConfig,
  onProgress,
}: StandOptions): Promise<Stand> {
  const resources = createResourceStack();
  let connected: StandClient | undefined;
  const close = (): Promise<void> => {
    connected?.giveUp();
    return resources.end();
  };
  // Closed last: what was cut off in the middle learns from the engine's end that there is no answer.
  resources.defer(() => connected?.close());
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'genvideo-bench-'));
    resources.defer(() => rm(folder, { recursive: true, force: true }));
    const bundlePath = await bundleBenchWorkflows(folder);
    const found = await findServer({ env: withoutHost(env), onProgress });
    if (found.kind !== 'binary') throw new TypeError('The bench runs on an engine of its own');
    const { address } = resources.add(await startDevServer({ binary: found.path, dynamicConfig }));
    connected = await connectClient(address);
    const mock = resources.add(await startMockServices({ imageSeconds, videoSeconds }));
    const redis = await startRedis();
    if (redis) resources.add(redis);
    const { client, serverVersion } = connected;
    return { address, client, serverVersion, mock, redis, bundlePath, folder, resources, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An engine that somebody else uses would be measured together with what they do. */
function withoutHost(env: Environment): Environment {
  return { ...env, TEMPORAL_HOST: undefined, TEMPORAL_ADDRESS: undefined };
}
