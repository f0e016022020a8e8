import type { Client } from '@temporalio/client';
import type { MockServices } from '@genvideo/testing';
import type { Link } from '../schedule/chaos-event';
import type { ChaosEngine } from './chaos-engine';
import type { Relay } from './create-relay';
import type { Machine } from './machines';
import type { ProcessPart } from './create-process-part';

/** A place for a worker: after a deploy, another one has it. */
export interface ChaosWorker {
  part: ProcessPart;
  relay: Relay;
  machine: Machine;
}

export interface ChaosApi {
  part: ProcessPart;
  /** Without any relay: the client and its watchers are where people are. */
  url: string;
  relay: Relay;
}

/** The whole system of a run, and the ways into it from outside. */
export interface ChaosStand {
  engine: ChaosEngine;
  /** How the processes are kept apart, in words. */
  isolation: string;
  mock: MockServices;
  workers: readonly ChaosWorker[];
  apis: readonly ChaosApi[];
  /** Straight to the engine. */
  client: Client;
  taskQueue: string;
  /** What the workers have it as. */
  deploymentName: string;
  resultsDir: string;
  tempDir: string;
  /** The relays of a link; null where there is nothing to cut. */
  relayOf(link: Link, index: number): Relay | null;
  /** Starts one more worker in that place, of another version; it uses the relay of the place. */
  startWorker(index: number, version: WorkerVersion): Promise<ProcessPart>;
  close(): Promise<void>;
}

export interface WorkerVersion {
  buildId: string;
  /** Where it was built; default: the workspace's own. */
  folder?: string | undefined;
}

/** The number of each. */
export interface Crew {
  workers: number;
  apis: number;
  /** MAX_CONCURRENT_JOBS. */
  capacity: number;
  /** VIDEO_MAX_IN_FLIGHT. */
  videoLimit: number;
}
