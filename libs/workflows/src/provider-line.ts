import { condition, defineSignal, isCancellation, log, setHandler } from '@temporalio/workflow';
import { SIGNAL, type Stage } from '@genvideo/models';
import type { ParkedStage, PermitTelling, ProviderAnswer } from '@genvideo/activities';
import { local } from './activity-proxies';
import type { JobRecord } from './job-record';

const freeSignal = defineSignal<[unknown]>(SIGNAL.providerFree);

/**
 * How long a parked stage waits before it asks again, the first time and at most; doubled each time. It is told when its
 * turn has come; asking costs six events of its history, and is for the case that its limiter is gone and nobody else asks.
 */
const FIRST_PATIENCE_MS = 60_000;
const LONGEST_PATIENCE_MS = 60 * 60_000;

const toStage = (about: unknown): unknown => (about as { stage?: unknown } | null | undefined)?.stage;

/**
 * A job's line to the limiters of its providers, which it needs only while a stage is parked: the stage's activity asks
 * for its permit itself. That a provider is free is a hint; the activity makes sure.
 */
export class ProviderLine {
  /** The stage that is under way, and what it is to its provider's limiter. */
  private at: { stage: Stage; state: PermitTelling['state'] } | null = null;
  /** The stage whose provider was last said to be free. */
  private free: unknown = null;
  /** What a parked stage waits for, for people; null when none does. */
  waitsFor: string | null = null;

  constructor(private readonly record: JobRecord) {
    setHandler(freeSignal, (about) => {
      this.free = toStage(about);
    });
  }

  /** Runs the activity of a stage, which may hold a permit meanwhile. */
  async during<Output>(stage: Stage, run: () => Promise<Output>): Promise<Output> {
    this.at = { stage, state: 'holding' };
    this.free = null;
    this.waitsFor = null;
    try {
      return await run();
    } finally {
      this.at = null;
    }
  }

  /** Waits until a parked stage may be tried again. */
  async wait(stage: Stage, { message }: ParkedStage): Promise<void> {
    this.note(message);
    this.at = { stage, state: 'waiting' };
    try {
      let patience = FIRST_PATIENCE_MS;
      while (!(await condition(() => this.free === stage, patience))) {
        await this.ask(stage);
        patience = Math.min(patience * 2, LONGEST_PATIENCE_MS);
      }
    } finally {
      this.at = null;
    }
  }

  /** Says to the limiter of a stage what this job is to it. */
  async answerCensus(stage: Stage): Promise<void> {
    await this.tell(stage, this.at?.stage === stage ? this.at.state : 'done', false);
  }

  /** Asks again. What goes wrong is no more than a question that has to be asked another time. */
  private async ask(stage: Stage): Promise<void> {
    try {
      const { free, message } = await this.tell(stage, 'waiting', true);
      if (free) this.free = stage;
      if (message) this.note(message);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('provider_not_asked_for', { user_id: this.record.input.user_id, reason: String(error) });
    }
  }

  private note(message: string): void {
    this.waitsFor = message;
    this.record.advance({ message });
  }

  private tell(stage: Stage, state: PermitTelling['state'], look: boolean): Promise<ProviderAnswer> {
    const { workflowId, order } = this.record;
    const { user_id, priority } = order;
    return local.tellProvider({ workflow_id: workflowId, user_id, priority, stage, state, look });
  }
}

/** The stage that a census is about; null when it is about the limiter of the task queue. */
export function toCensusStage(about: unknown): Stage | null {
  const stage = toStage(about);
  return stage === 'image' || stage === 'video' ? stage : null;
}
