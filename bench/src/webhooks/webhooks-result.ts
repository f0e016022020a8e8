import type { Machine } from '../measurement';

/** What one run measured; times in seconds. */
export interface WebhooksResult {
  command: string;
  started_at: string;
  machine: Machine;
  jobs: number;
  down_seconds: number;
  lost_answers: number;
  /** Jobs that had completed when the receiver came. */
  completed_while_down: number;
  calls: number;
  forged: number;
  unanswered: number;
  /** Different notices that were taken, and different jobs among them. */
  notices: number;
  told_jobs: number;
  /** How the delivery log has them in the end. */
  delivered: number;
  /** The most attempts of one notice, in the delivery log. */
  most_attempts: number;
  /** From the receiver's coming to the first, the middle and the last notice that it took. */
  first_seconds: number;
  median_seconds: number;
  last_seconds: number;
}
