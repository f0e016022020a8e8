import type { PermitRequest } from '@genvideo/models';

/** A job that waits, and since when, in milliseconds of the Unix epoch. */
export interface Waiting extends PermitRequest {
  since: number;
}

/** The jobs of one user at one priority, first come first. */
interface Line {
  user: string;
  jobs: Waiting[];
}

/** A queue as plain data, for the next run: per priority the users in the order of their turns, with their jobs. */
export type EncodedQueue = [priority: number, lines: [user: string, jobs: [id: string, since: number][]][]][];

/**
 * Decides who is next: the lowest priority number first; within a priority, users take turns; a user's own jobs go in
 * the order in which they came. Pure: no clock, no engine.
 */
export class PermitQueue {
  /** Per priority, the users' lines in the order of their turns. */
  private readonly rings = new Map<number, Line[]>();
  private readonly index = new Map<string, Waiting>();

  get size(): number {
    return this.index.size;
  }

  has(workflowId: string): boolean {
    return this.index.has(workflowId);
  }

  /** Adds a job at the end of its user's line. One that waits already stays where it is. */
  add(job: Waiting): void {
    if (this.index.has(job.workflow_id)) return;
    this.index.set(job.workflow_id, job);
    const ring = this.rings.get(job.priority) ?? [];
    this.rings.set(job.priority, ring);
    const line = ring.find(({ user }) => user === job.user_id);
    if (line) line.jobs.push(job);
    else ring.push({ user: job.user_id, jobs: [job] });
  }

  /** Takes a job out, wherever it stands. */
  remove(workflowId: string): boolean {
    const job = this.index.get(workflowId);
    if (!job) return false;
    this.index.delete(workflowId);
    const ring = this.rings.get(job.priority) ?? [];
    const line = ring.find(({ user }) => user === job.user_id);
    if (line) line.jobs = line.jobs.filter((each) => each !== job);
    this.rings.set(
      job.priority,
      ring.filter(({ jobs }) => jobs.length > 0),
    );
    return true;
  }

  /** The job whose turn it is. */
  peek(): Waiting | undefined {
    return this.firstRing()?.[0]?.jobs[0];
  }

  /** Takes out the job whose turn it is; its user goes to the end of the round. */
  next(): Waiting | undefined {
    const ring = this.firstRing();
    const line = ring?.shift();
    const job = line?.jobs.shift();
    if (!ring || !line || !job) return undefined;
    if (line.jobs.length > 0) ring.push(line);
    this.index.delete(job.workflow_id);
    return job;
  }

  /** All jobs in the order in which `next` would give them. */
  inOrder(): Waiting[] {
    return this.priorities().flatMap((priority) =>
      inTurns((this.rings.get(priority) ?? []).map(({ jobs }) => jobs)),
    );
  }

  /** @param mostBytes what is beyond it as JSON is left out, from the end of the queue */
  encode(mostBytes = Infinity): EncodedQueue {
    const kept = this.firstWithin(mostBytes);
    const toEncoded = ({ user, jobs }: Line): [string, [string, number][]] => [
      user,
      jobs
        .filter(({ workflow_id }) => kept.has(workflow_id))
        .map(({ workflow_id, since }) => [workflow_id, since]),
    ];
    return this.priorities().map((priority) => [
      priority,
      (this.rings.get(priority) ?? []).map(toEncoded).filter(([, jobs]) => jobs.length > 0),
    ]);
  }

  static decode(encoded: EncodedQueue): PermitQueue {
    const queue = new PermitQueue();
    for (const [priority, lines] of encoded) {
      for (const [user_id, jobs] of lines) {
        for (const [workflow_id, since] of jobs) queue.add({ workflow_id, user_id, priority, since });
      }
    }
    return queue;
  }

  /** Those at the head of the queue that fit; all of them, but for very long ids. */
  private firstWithin(mostBytes: number): ReadonlyMap<string, Waiting> {
    let bytes = 0;
    const sizes = [...this.index.values()].map(toMostBytes);
    if (sizes.reduce((sum, size) => sum + size, 0) <= mostBytes) return this.index;
    const kept = new Map<string, Waiting>();
    for (const job of this.inOrder()) {
      bytes += toMostBytes(job);
      if (bytes > mostBytes) break;
      kept.set(job.workflow_id, job);
    }
    return kept;
  }

  private priorities(): number[] {
    return [...this.rings.keys()].filter((key) => this.rings.get(key)?.length).sort((a, b) => a - b);
  }

  private firstRing(): Line[] | undefined {
    const [first] = this.priorities();
    return first === undefined ? undefined : this.rings.get(first);
  }
}

/** A time, brackets, quotes and commas, for a job and for a user who has no other. */
const PUNCTUATION_BYTES = 32;

/** What a job takes in an encoded queue at most, in bytes; ids are ASCII. */
function toMostBytes({ workflow_id, user_id }: Waiting): number {
  return workflow_id.length + user_id.length + PUNCTUATION_BYTES;
}

/** One of each line per round, until all lines are empty. */
function inTurns(lines: readonly Waiting[][]): Waiting[] {
  const order: Waiting[] = [];
  let left = lines;
  for (let round = 0; left.length > 0; round += 1) {
    left = left.filter((jobs) => jobs.length > round);
    for (const jobs of left) order.push(...jobs.slice(round, round + 1));
  }
  return order;
}
