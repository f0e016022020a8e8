import type { JobsEvent } from './progress-result';
import { isClosed } from './workflow-status';

type Progressed = Extract<JobsEvent, { error: null }>;

/** How many jobs that have ended are remembered; more may end while all that runs is followed. */
const MAX_ENDED = 10_000;

const isSame = (left: Progressed, right: Progressed): boolean =>
  left.workflow_status === right.workflow_status &&
  JSON.stringify({ ...left.progress, updated_at: null }) ===
    JSON.stringify({ ...right.progress, updated_at: null });

/**
 * What is new about many jobs in a series of events that repeats itself after a connection was lost: percent never goes
 * down, nothing is told twice, and nothing of a job after its end.
 */
export class ForwardMany {
  private readonly last = new Map<string, Progressed>();
  private readonly ended = new Set<string>();
  /** Jobs of which this connection may still tell what was told on the one before. */
  private repeating = new Set<string>();

  /** Another connection begins. */
  reconnect(): void {
    this.repeating = new Set(this.last.keys());
  }

  hasEnded(workflowId: string): boolean {
    return this.ended.has(workflowId);
  }

  /** The event as it is to be told; null when it says nothing new. */
  take(event: JobsEvent): JobsEvent | null {
    const { workflow_id: id } = event;
    if (this.ended.has(id)) return null;
    if (event.error !== null) {
      this.end(id);
      return event;
    }
    const before = this.last.get(id);
    if (before && this.isRepeated(event, before)) return null;
    this.repeating.delete(id);
    const percent = Math.max(before?.progress.percent ?? 0, event.progress.percent);
    const next = { ...event, progress: { ...event.progress, percent } };
    if (isClosed(next.workflow_status)) this.end(id);
    else this.last.set(id, next);
    return before && isSame(before, next) ? null : next;
  }

  private isRepeated(event: Progressed, before: Progressed): boolean {
    return (
      this.repeating.has(event.workflow_id) &&
      !isClosed(event.workflow_status) &&
      event.progress.updated_at < before.progress.updated_at
    );
  }

  private end(id: string): void {
    this.last.delete(id);
    this.repeating.delete(id);
    this.ended.add(id);
    if (this.ended.size <= MAX_ENDED) return;
    const [oldest] = this.ended;
    if (oldest !== undefined) this.ended.delete(oldest);
  }
}
