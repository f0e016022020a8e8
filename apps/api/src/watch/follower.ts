import type { ProgressEvent } from './progress-event';

/** Somebody whom a job's channel tells what happens to the job. */
export interface Follower {
  /** The next thing that happened. */
  offer(event: ProgressEvent): void;
  /** Nothing more will come: the job has ended, or an error says why it cannot be followed. */
  end(failure?: Error | null): void;
}
