import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Machine } from './measurement';
import { readRedisVersion } from './stand/start-redis';

const BYTES_PER_GIB = 1024 ** 3;

const readVersion = (name: string): string => {
  const manifest = readFileSync(require.resolve(`${name}/package.json`), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
};

/** What is measured on, as far as it can be said before anything runs. */
export async function readMachine(): Promise<Omit<Machine, 'temporal_server'>> {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model.trim() || os.arch(),
    cores: os.cpus().length,
    memory_gib: Math.round(os.totalmem() / BYTES_PER_GIB),
    os: `${os.type()} ${os.release()}`,
    node: process.version,
    temporal_sdk: readVersion('@temporalio/worker'),
    redis: await readRedisVersion(),
    bullmq: readVersion('bullmq'),
    load_before: os.loadavg().map((load) => Math.round(load * 100) / 100),
  };
}
