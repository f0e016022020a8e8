/** Who is measured, in the order of a round. */
export const CONTESTANTS = ['genvideo', 'bare', 'lean', 'bullmq', 'mutex'] as const;

/** Those that nothing limits. */
export const UNLIMITED: readonly ContestantName[] = ['bare', 'lean'];

/**
 * `genvideo` is this system as it is shipped; `bare` the same two stages on Temporal without a limit; `lean` the same, with the
 * files stored by the last stage as `genvideo` does; `bullmq` the same
 * on BullMQ with its global concurrency; `mutex` the same with a signal per job to a semaphore workflow.
 */
export type ContestantName = (typeof CONTESTANTS)[number];

/** One way to run two-stage jobs, with its worker already up. */
export interface Contestant {
  readonly name: ContestantName;
  /**
   * Submits all jobs at once.
   * @returns when the last one is done
   * @throws Error when any of them fails
   */
  run(jobIds: readonly string[], onDone: () => void): Promise<void>;
  /** All events so far of the workflow that limits; null without one. */
  countLimiterEvents(): Promise<number | null>;
  /** The events of one job; null where jobs keep none. */
  countJobEvents(jobId: string): Promise<number | null>;
}
