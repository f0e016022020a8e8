import type {
  DetailedStatus,
  Explanation,
  JobError,
  JobResult,
  LimiterSnapshot,
  Progress,
} from '@genvideo/models';
import type { JobDescription } from '../describe-job';
import type { QueueOutlook } from '../queue-outlook';
import type { ProviderLine } from '../read-provider-line';

/** What was found out about a job, at one moment. */
export interface ExplainReadings {
  described: JobDescription;
  progress: Progress;
  /** No worker takes the job. */
  no_worker: boolean;
  /** What the workflow says of itself; null when nobody answers for it. */
  record: DetailedStatus | null;
  /** The job's limiter; null when it was not asked or does not answer. */
  limiter: LimiterSnapshot | null;
  /** Where the job stands in the queue; null when it does not wait or nobody can tell. */
  outlook: QueueOutlook | null;
  /** The line for the provider of the job's stage; null when the job stands in none, or nobody can tell. */
  line: ProviderLine | null;
  /** How the job ended; null while it runs, and where that cannot be told. */
  result: JobResult | null;
  /** Why a job or a batch did not complete; null when it did, or nobody can tell. */
  error: JobError | null;
  now: Date;
}

/** The details of an explanation that belong to its state. */
type Details = Pick<Explanation, 'worker' | 'permit' | 'line' | 'provider' | 'retry' | 'failure' | 'batch'>;

/** Why a job is where it is; details that are left out are null. */
export type Finding = Pick<Explanation, 'state' | 'sentence' | 'since' | 'who_acts' | 'next_step'> &
  Partial<Details>;
