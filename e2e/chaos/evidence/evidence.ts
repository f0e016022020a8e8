import type { JobResult, JobState } from '@genvideo/models';
import type { MockLedgerLine } from '@genvideo/testing';
import type { CapacityChange } from '../faults/capacity-log';
import type { Forgery } from '../faults/chaos-run';
import type { ExecutedEvent } from '../faults/executed-event';
import type { Takeover } from '../faults/measure-takeover';
import type { JobLog } from '../load/journal';

/** A file that a result names, as it lies on the disk; null where it is not there. */
export interface FoundFile {
  url: string;
  found: { sha256: string; size: number } | null;
}

/** All that can be seen of a job from outside. */
export interface JobEvidence {
  log: JobLog;
  /** As an API tells it; null when it has none. */
  result: JobResult | null;
  /** The file `state.json`; null when it is not there. */
  state: JobState | null;
  files: FoundFile[];
}

/** A workflow on the queue, as the engine lists it. */
export interface ListedWorkflow {
  workflow_id: string;
  run_id: string;
  type: string;
  /** Such as RUNNING, COMPLETED, TIMED_OUT. */
  status: string;
}

/** Permits that are still out, by pool. */
export interface PoolEvidence {
  pool: string;
  held: number;
  waiting: number;
}

/** What a run left behind, for whoever judges it. */
export interface Evidence {
  jobs: JobEvidence[];
  workflows: ListedWorkflow[];
  ledger: MockLedgerLine[];
  pools: PoolEvidence[];
  /** The first is the one that the run began with. */
  capacities: CapacityChange[];
  /** VIDEO_MAX_IN_FLIGHT. */
  video_limit: number;
  takeovers: Takeover[];
  forgeries: Forgery[];
  executed: ExecutedEvent[];
  /** When the schedule began, in milliseconds since 1970. */
  started_at_ms: number;
  /** What lies about in TEMP_DIR and in the store's own staging folder after all workers were stopped. */
  temp_files: string[];
  /** Refusals that a client did not expect. */
  refusals: string[];
}
