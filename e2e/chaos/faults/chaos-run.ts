import type { Journal } from '../load/journal';
import type { ChaosStand, WorkerVersion } from '../stand/chaos-stand';
import type { ProcessPart } from '../stand/create-process-part';
import type { Turns } from '../stand/create-turns';
import type { CapacityChange } from './capacity-log';
import type { Takeover } from './measure-takeover';

/** What a callback that was forged came to. */
export interface Forgery {
  workflow_id: string;
  /** Null when no API answered. */
  status: number | null;
}

/** What a run writes down while it makes trouble. */
export interface TroubleLog {
  capacities: CapacityChange[];
  takeovers: Takeover[];
  /** Of takeovers, some of which may still be under way. */
  measurements: Promise<unknown>[];
  forgeries: Forgery[];
  /** Workers of the version before, that jobs are left to which began on it. */
  leaving: ProcessPart[];
}

/** All that deeds are done with. */
export interface ChaosRun {
  stand: ChaosStand;
  journal: Journal;
  turns: Turns;
  log: TroubleLog;
  /** The version that the deploy in the middle brings. */
  nextVersion: WorkerVersion;
  /** Whatever takes time gives up then. */
  signal: AbortSignal;
}
