import type { BatchTally } from './batch-tally';
import type { FollowedJob } from './followed-job';
import type { BadLine } from './job-row';

/** Shows a batch while it runs. There is one for terminals, one for pipes and one for programs. */
export interface BatchView {
  /** Something worth a line: where the engine is gone, that nobody works on the jobs. */
  notice(text: string): void;
  badLine(bad: BadLine): void;
  /** A job was submitted, got further, or ended. The tally costs a pass over all jobs: made when asked for. */
  jobChanged(job: FollowedJob, tally: () => BatchTally): void;
  /** Everything has been looked at once more. */
  tick(jobs: readonly FollowedJob[], tally: BatchTally): void;
  /** Nothing more is shown after this, but for the last words. */
  close(lastWords: string | null): void;
}
