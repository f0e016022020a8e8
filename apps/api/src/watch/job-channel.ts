import { EngineUnavailableError, isClosed, NotFoundError } from '@genvideo/progress-client/direct';
import { BeatClock } from './beat-clock';
import type { EventCursor } from './event-cursor';
import type { Follower } from './follower';
import type { JobReader } from './job-reader';
import { NUDGED_DELAY_MS, type LookNeed } from './look-delay';
import type { ProgressEvent } from './progress-event';
import { toEvents, toMissedStages } from './to-events';
import type { WatchedJob } from './watched-job';

/** How long a look serves everybody who asks, and an error as well, in milliseconds. */
const FRESH_MS = 1_000;

/** How long somebody who asks waits for the engine, in milliseconds. */
const PATIENCE_MS = 3_000;

/** For how long a job is looked at more often after something has happened to it, in milliseconds. */
const NUDGED_MS = 2_000;

export interface JobChannelOptions {
  reader: JobReader;
  /** Runs a look as soon as not too many are under way. */
  admitLook: <Answer>(look: () => Promise<Answer>) => Promise<Answer>;
  /** How long to wait before the next look, in milliseconds. */
  toDelayMs: (need: Omit<LookNeed, 'watchedJobs'>) => number;
  /** Told how each look went: the error, or null. */
  onLook: (error: unknown) => void;
}

type Look = { atMs: number; job: WatchedJob; error?: never } | { atMs: number; job?: never; error: Error };

const withPatience = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new EngineUnavailableError(`no answer within ${PATIENCE_MS} ms`);
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * One job and all who follow it. However many they are, the engine is asked once: at intervals while somebody watches,
 * and at most once a second for those who only ask.
 */
export class JobChannel {
  private readonly joining = new Set<Follower>();
  private readonly followers = new Set<Follower>();
  private event: ProgressEvent | null = null;
  private last: Look | null = null;
  private looking: Promise<WatchedJob> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private nudgedUntilMs = 0;
  private readonly beats = new BeatClock();

  constructor(private readonly options: JobChannelOptions) {}

  get hasSeenJob(): boolean {
    return this.event !== null;
  }

  /**
   * The job as it was within the last second.
   * @throws NotFoundError, EngineUnavailableError
   */
  read(): Promise<WatchedJob> {
    const { last } = this;
    if (last === null || Date.now() - last.atMs >= FRESH_MS) return withPatience(this.look());
    return last.job ? Promise.resolve(last.job) : Promise.reject(last.error);
  }

  /** Tells a watcher what it missed since its cursor, the present, and from then on every change. */
  async join(follower: Follower, after: EventCursor | null): Promise<void> {
    this.joining.add(follower);
    try {
      const { workflow_status } = await this.read();
      if (after && isClosed(workflow_status)) await this.options.reader.fetchLastHistory();
      if (this.joining.delete(follower)) this.greet(follower, after);
    } catch (error) {
      this.joining.delete(follower);
      follower.end(error as Error);
    }
  }

  leave(follower: Follower): void {
    this.joining.delete(follower);
    this.followers.delete(follower);
    if (this.followers.size === 0) this.cancelLook();
  }

  /** Looks soon, and more often for a moment. */
  nudge(): void {
    this.nudgedUntilMs = Date.now() + NUDGED_MS;
    if (this.timer === null) return;
    const sinceLookMs = Date.now() - (this.last?.atMs ?? 0);
    this.lookIn(Math.max(0, NUDGED_DELAY_MS - sinceLookMs));
  }

  /** An error no longer serves those who ask: the engine is asked again. */
  forgetError(): void {
    if (this.last?.error) this.last = null;
  }

  /** Ends all watches, after what they have not fetched yet; with an error, or because the job has ended. */
  end(error: Error | null = null): void {
    this.cancelLook();
    const all = [...this.followers, ...(error === null ? [] : this.joining)];
    for (const follower of all) {
      this.leave(follower);
      follower.end(error);
    }
  }

  /** Settles with the look under way. Never fails. */
  async settle(): Promise<void> {
    await this.looking?.catch(() => undefined);
  }

  private greet(follower: Follower, after: EventCursor | null): void {
    const { event, last } = this;
    if (!event || !last?.job) return follower.end(last?.error);
    const { job } = last;
    const ended = isClosed(job.workflow_status);
    const missed = after ? toMissedStages({ job, history: this.options.reader.getHistory() }, after) : [];
    for (const stage of missed) follower.offer(stage);
    if (!(ended && after?.over)) follower.offer(event);
    if (ended) return follower.end();
    this.followers.add(follower);
    this.schedule();
  }

  private look(): Promise<WatchedJob> {
    this.looking ??= this.options
      .admitLook(() => this.takeLook())
      .finally(() => {
        this.looking = null;
        this.schedule();
      });
    return this.looking;
  }

  private async takeLook(): Promise<WatchedJob> {
    const { reader, onLook } = this.options;
    const atMs = Date.now();
    try {
      const seen = await reader.look();
      if (isClosed(seen.workflow_status) && this.followers.size > 0) await reader.fetchLastHistory();
      this.beats.note(seen.last_heartbeat_at?.getTime() ?? null, Date.now());
      const job = this.accept({ ...seen, timestamp: new Date().toISOString() });
      this.last = { atMs, job };
      onLook(null);
      return job;
    } catch (error) {
      this.last = { atMs: Date.now(), error: error as Error };
      onLook(error);
      if (error instanceof NotFoundError) this.end(error);
      throw error;
    }
  }

  /** Tells the watchers what is new, and returns the job with a percent that never goes down. */
  private accept(job: WatchedJob): WatchedJob {
    const events = toEvents(this.event, { job, history: this.options.reader.getHistory() });
    for (const event of events) for (const follower of this.followers) follower.offer(event);
    this.event = events.at(-1) ?? this.event;
    if (isClosed(job.workflow_status)) this.end();
    const percent = Math.max(job.progress.percent, this.event?.percent ?? 0);
    return { ...job, progress: { ...job.progress, percent } };
  }

  private schedule(): void {
    if (this.followers.size === 0 || this.timer !== null || this.looking !== null) return;
    const nudged = Date.now() < this.nudgedUntilMs;
    const failed = this.last?.error !== undefined;
    const usualMs = this.options.toDelayMs({ nudged, failed });
    const inRhythmMs = nudged || failed ? null : this.beats.toDelayMs(usualMs, Date.now());
    this.lookIn(inRhythmMs ?? usualMs);
  }

  private lookIn(delayMs: number): void {
    this.cancelLook();
    this.timer = setTimeout(() => {
      this.timer = null;
      this.look().catch(() => undefined);
    }, delayMs);
  }

  private cancelLook(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
