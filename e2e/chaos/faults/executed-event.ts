import type { ChaosEvent } from '../schedule/chaos-event';

/** An event of the schedule as it really was. Times are in milliseconds since the beginning. */
export interface ExecutedEvent {
  event: ChaosEvent;
  began_ms: number;
  over_ms: number;
  /** What it was done to, what came of it, or why nothing did. */
  outcome: string;
  failed: boolean;
}
