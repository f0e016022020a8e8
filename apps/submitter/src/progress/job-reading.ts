import type { DetailedStatus, ProgressResult } from '@genvideo/progress-client';
import type { ExitStatus } from '@genvideo/runtime';

/** What came of one look at one job. */
export interface JobReading {
  result: ProgressResult;
  /** Everything the API knows of the job; only with the method `detailed`. */
  detailed: DetailedStatus | null;
  /** What this look makes of the exit status. */
  exitStatus: ExitStatus;
  /** Looking again would find nothing new. */
  final: boolean;
}
