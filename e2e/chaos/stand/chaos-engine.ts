import type { EngineRole } from '../schedule/chaos-event';
import type { Part } from './part';
import type { Relay } from './create-relay';

/** The engine of a run. */
export interface ChaosEngine {
  /** What it is, in words. */
  name: string;
  /** `127.0.0.1:port`, not through any relay. */
  address: string;
  port: number;
  /** Which process plays a role: on a development server, one plays them all. */
  partOf(role: EngineRole): { name: string; part: Part };
  /** Between the roles and their database; null where there is none to cut. */
  database: Relay | null;
  stop(): Promise<void>;
}
