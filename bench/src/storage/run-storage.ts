import { startS3Server } from '@genvideo/testing/s3';
import type { Environment } from '@genvideo/temporal-server';
import { readMachine } from '../read-machine';
import { openStand } from '../stand/open-stand';
import type { Stand } from '../stand/stand';
import { withinTime } from '../within-time';
import { measureStore } from './measure-store';
import { serveLargeVideos } from './serve-large-videos';
import type { StorageOptions } from './storage-options';
import type { StorageResult, StoreMeasurement } from './storage-result';

export interface StorageContext {
  env: Environment;
  /** As a person would type it. */
  command: string;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

const BYTES_PER_MEGABYTE = 1_000_000;

/** The whole run, engine and all. */
const TIMEOUT_MS = 600_000;

async function measure(
  stand: Stand,
  { megabytes }: StorageOptions,
  onProgress: StorageContext['onProgress'],
): Promise<StoreMeasurement[]> {
  const videos = await serveLargeVideos(stand.mock.videoUrl);
  stand.resources.add(videos);
  const s3 = await startS3Server();
  stand.resources.add(s3);
  const size = megabytes * BYTES_PER_MEGABYTE;
  onProgress(`disk: a video of ${megabytes} MB`);
  const disk = await measureStore(stand, { store: 'disk', environment: {}, videos, size });
  onProgress(`S3: a video of ${megabytes} MB`);
  return [disk, await measureStore(stand, { store: 'S3', environment: s3.environment, videos, size })];
}

/** Measures both stores on an engine of its own. */
export async function runStorage(options: StorageOptions, context: StorageContext): Promise<StorageResult> {
  const { env, command, signal, onProgress } = context;
  const started_at = new Date().toISOString();
  const machine = await readMachine();
  onProgress('starting engine, mock and S3');
  const stand = await openStand({ env, imageSeconds: 0.2, videoSeconds: 0.4, onProgress });
  try {
    const measurements = await withinTime(
      { what: 'The benchmark of storage', timeoutMs: TIMEOUT_MS, signal },
      measure(stand, options, onProgress),
    );
    return {
      command,
      started_at,
      machine: { ...machine, temporal_server: stand.serverVersion },
      measurements,
    };
  } finally {
    await stand.close();
  }
}
