import type { SignalOption } from './progress-query-options';
import type { WorkflowStatus } from './workflow-status';

interface PageFilters {
  /** Whose jobs. */
  user?: string | undefined;
  /** One of CustomTag: `style:NAME`, `step:video`, `batch:ID`. */
  tag?: string | undefined;
  /** Started then or later, ISO 8601. */
  since?: string | undefined;
  /** Started before then, ISO 8601. */
  until?: string | undefined;
  /** How many, 1 to 100; default 20. */
  limit?: number | undefined;
  /** `next_cursor` of the page before, with the same filters. */
  cursor?: string | undefined;
}

/** Which jobs `listJobs` gives. */
export interface JobFilters extends PageFilters {
  status?: WorkflowStatus | undefined;
  /** A workflow type, or what is made: `job`, `image`, `video`, `batch`. */
  type?: string | undefined;
}

/** Which jobs `listGallery` gives. */
export interface GalleryFilters extends PageFilters {
  /** Default `completed`. */
  status?: 'running' | 'completed' | 'failed' | 'cancelled' | 'all' | undefined;
  type?: 'image' | 'video' | undefined;
  /** Words that the prompt holds, all of them. */
  q?: string | undefined;
  style?: string | undefined;
}

export interface HistoryFilters {
  /** Only what was noted after this time, ISO 8601. */
  since?: string | undefined;
}

export interface FailureFilters {
  /** Ended at this time or later, ISO 8601; default: a day ago. */
  since?: string | undefined;
}

/** What is changed of the limiter; at least one of the two. */
export interface LimiterPatch {
  capacity?: number | undefined;
  paused?: boolean | undefined;
}

/** The failed items of a batch are run again. */
export interface RetriedBatch {
  /** The batch that runs them: the same, or a new one where it had ended. */
  workflow_id: string;
  /** How many they are; null where they are a new batch. */
  retried: number | null;
}

export interface TicketOptions extends SignalOption {
  /** The only job it is to be good for. */
  workflowId?: string | undefined;
  /** `assets`: for files alone, and for an hour. Default `all`: for a minute. */
  scope?: 'all' | 'assets' | undefined;
}

export interface Ticket {
  ticket: string;
  /** ISO 8601 UTC. */
  expires_at: string;
}
