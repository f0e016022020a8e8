import type { Machine, Measurement } from '../measurement';
import type { MeasuredRun } from '../report/to-machine-text';

export const ENGINES = ['postgresql', 'memory'] as const;

/** `postgresql` is a cluster, each role a process of its own; `memory` is the dev server without a file. */
export type EngineName = (typeof ENGINES)[number];

/** Processor seconds, summed over processes. */
export interface ProcessorSeconds {
  /** The server's own processes. */
  engine: number;
  /** PostgreSQL's; 0 without it. */
  database: number;
  workers: number;
}

export type EnginePart = 'use' | 'throughput' | 'few' | 'many';

/** One engine's turn in one round. */
export interface EngineMeasurement extends Measurement {
  engine: EngineName;
  part: EnginePart;
  /** How many jobs had ended in the engine before this turn. */
  stored: number;
  /** Per job of this turn. */
  processor_seconds: ProcessorSeconds;
}

/** How the engine's database grew. */
export interface DatabaseGrowth {
  /** Jobs that ran. */
  real: number;
  /** Jobs that were copied from them so that there were few, and then to make them many. */
  copied_before: number;
  copied: number;
  copy_seconds: number;
  /** Of both databases, after VACUUM, in bytes. */
  bytes_before: number;
  bytes_after: number;
  /** Rows that one job leaves in the engine's tables, on average. */
  rows_per_job: number;
  /** What the engine itself counted and read back of the copies. */
  counted: number;
  read_back: number;
}

/** All that a run found out. */
export interface EngineResult extends MeasuredRun {
  machine: Machine;
  seconds: number;
  rounds: number;
  workers: number;
  postgres: string;
  measurements: EngineMeasurement[];
  growth: DatabaseGrowth;
}
