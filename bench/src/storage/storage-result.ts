import type { Machine } from '../measurement';

/** What storing one large file cost the worker. */
export interface StoreMeasurement {
  store: 'disk' | 'S3';
  /** Of the stored video, in bytes. */
  size: number;
  /** The worker's resident memory before it, and at most while it stored, in bytes. */
  before: number;
  highest: number;
  /** The whole job, from its submission to its end, in seconds; and one of a small video. */
  seconds: number;
  smallSeconds: number;
}

/** All that a run found out. */
export interface StorageResult {
  command: string;
  started_at: string;
  machine: Machine;
  measurements: StoreMeasurement[];
}
