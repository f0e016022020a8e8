import { LRUCache } from 'lru-cache';
import type { JobChannel } from './job-channel';

/** How many jobs that nobody watches are remembered, and for how long, in milliseconds. */
const MAX_IDLE_JOBS = 2_000;
const IDLE_MS = 600_000;

interface Held {
  channel: JobChannel;
  watchers: number;
}

/** The channel of each job: those of watched jobs stay, of the others the latest used. */
export class JobChannels {
  private readonly held = new Map<string, Held>();
  private readonly idle = new LRUCache<string, JobChannel>({ max: MAX_IDLE_JOBS, ttl: IDLE_MS });

  constructor(private readonly create: (workflowId: string) => JobChannel) {}

  /** How many jobs are watched. */
  get watched(): number {
    return this.held.size;
  }

  at(workflowId: string): JobChannel {
    const known = this.held.get(workflowId)?.channel ?? this.idle.get(workflowId);
    if (known) return known;
    const channel = this.create(workflowId);
    this.idle.set(workflowId, channel);
    return channel;
  }

  /** The job's channel, which stays until as many have released it as hold it. */
  hold(workflowId: string): JobChannel {
    const held = this.held.get(workflowId) ?? { channel: this.at(workflowId), watchers: 0 };
    held.watchers += 1;
    this.held.set(workflowId, held);
    this.idle.delete(workflowId);
    return held.channel;
  }

  release(workflowId: string): void {
    const held = this.held.get(workflowId);
    if (!held) return;
    held.watchers -= 1;
    if (held.watchers > 0) return;
    this.held.delete(workflowId);
    this.idle.set(workflowId, held.channel);
  }

  /** The channel of a job that somebody watches. */
  find(workflowId: string): JobChannel | undefined {
    return this.held.get(workflowId)?.channel;
  }

  /** That a job was not there no longer counts, not even where that is about to be heard. */
  forgetAbsence(workflowId: string): void {
    const channel = this.find(workflowId) ?? this.idle.peek(workflowId);
    if (channel?.hasSeenJob === false) this.idle.delete(workflowId);
    else channel?.forgetError();
  }

  list(): JobChannel[] {
    return [...[...this.held.values()].map(({ channel }) => channel), ...this.idle.values()];
  }
}
