import { EventBox } from './event-box';
import type { Follower } from './follower';
import type { JobChannel } from './job-channel';
import type { ProgressEvent } from './progress-event';

export interface JobSlotOptions {
  workflowId: string;
  channel: JobChannel;
  onDropped: () => void;
  /** Something can be fetched. */
  onReady: (slot: JobSlot) => void;
  /** The channel tells no more, for this reason where there is one. */
  onEnd: (slot: JobSlot, failure: Error | null) => void;
}

/** One job of a watch of many: what of it waits to be fetched, and whether more will come. */
export class JobSlot implements Follower {
  readonly box: EventBox;
  /** Since when something waits to be fetched, in milliseconds of the Unix epoch. */
  readySinceMs = 0;
  /** Nothing more will come. */
  over = false;
  /** Why the job cannot be followed, told after what is in the box; null where it has ended. */
  failure: Error | null = null;

  constructor(private readonly options: JobSlotOptions) {
    this.box = new EventBox(options.onDropped);
  }

  get workflowId(): string {
    return this.options.workflowId;
  }

  get channel(): JobChannel {
    return this.options.channel;
  }

  offer(event: ProgressEvent): void {
    this.box.put(event);
    this.options.onReady(this);
  }

  end(failure: Error | null = null): void {
    this.options.onEnd(this, failure);
  }

  /** Closes the slot: what is in it can still be fetched, then the failure. */
  finish(failure: Error | null): void {
    this.over = true;
    this.failure = failure;
    this.options.onReady(this);
  }
}
