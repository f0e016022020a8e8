/** What a worker of the bench is told, as its one argument in JSON. */
export interface WorkerSettings {
  /** The task queue on Temporal, or the queue on BullMQ. */
  queue: string;
  imageUrl: string;
  videoUrl: string;
  /** Results and temporary files go here. */
  folder: string;
}

export interface TemporalWorkerSettings extends WorkerSettings {
  /** The engine, `host:port`. */
  address: string;
  /** The prebuilt workflows. */
  bundlePath: string;
}

export interface BullmqWorkerSettings extends WorkerSettings {
  /** Of the Redis server on this machine. */
  redisPort: number;
  /** How many jobs this one worker may run; the queue's own limit is set by the bench. */
  concurrency: number;
}

/** What a worker prints when it takes jobs. */
export const READY = 'bench_worker_ready';
