import type { ExecutedEvent } from '../faults/executed-event';
import type { Violation } from '../check/violation';

/** How long jobs of killed workers stood still, in milliseconds. */
export interface StandstillSummary {
  count: number;
  median_ms: number | null;
  max_ms: number | null;
}

/** What a run came to. */
export interface ChaosResult {
  seed: number;
  minutes: number;
  engine: string;
  /** How the processes are kept apart. */
  isolation: string;
  /** The commit it ran on; null where there is no git. */
  commit: string | null;
  started_at: string;
  /** Of the whole run, with start, settling and judging. */
  seconds: number;
  machine: { cores: number; load_before: number; load_after: number };
  jobs: { submitted: number; completed: number; failed: number; cancelled: number; other: number };
  /** By kind, as they were done. */
  deeds: Record<string, number>;
  submissions: { image: number; video: number; lost: number };
  /** By worker processes killed while they had jobs in hand; `alone` while nothing else was wrong. */
  takeovers: { all: StandstillSummary; alone: StandstillSummary };
  /** Times the drill could not do what it wanted. */
  failed_deeds: number;
  /** Processes that ended although nobody killed them, with their last words; a supervisor started them again. */
  unexpected_ends: string[];
  settle_seconds: number;
  violations: Violation[];
  executed: ExecutedEvent[];
}
