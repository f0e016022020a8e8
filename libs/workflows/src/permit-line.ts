import { condition, defineSignal, isCancellation, log, setHandler } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { LONGEST_PATIENCE_MS, SIGNAL, toPatienceMs, type QueueEstimate } from '@genvideo/models';
import type { PermitTelling } from '@genvideo/activities';
import { local } from './activity-proxies';
import type { JobRecord } from './job-record';
import { toCensusStage, type ProviderLine } from './provider-line';

const grantedSignal = defineSignal(SIGNAL.permitGranted);
const censusSignal = defineSignal<[unknown?]>(SIGNAL.permitCensus);

/** A job's line to its limiter. */
export class PermitLine {
  /** What the job is to its limiter; `preparing` while it is not known whether it has been asked. */
  private state: PermitTelling['state'] | 'preparing' = 'done';
  /** How many jobs wait, by the limiter's latest answer. */
  private waiting = 0;

  constructor(
    private readonly record: JobRecord,
    private readonly providers: ProviderLine,
  ) {
    setHandler(grantedSignal, () => {
      if (this.state === 'waiting' || this.state === 'preparing') this.state = 'holding';
    });
    setHandler(censusSignal, (about) => this.answerCensus(about));
  }

  /** Runs the preparation that asks for the permit on its way. The grant may come before its own end is known. */
  async askWith(prepare: () => Promise<void>): Promise<void> {
    this.state = 'preparing';
    await prepare();
  }

  /**
   * Waits until the job may begin. Asks again from time to time, and learns where it stands.
   * @throws ApplicationFailure of type TimedOut when it has waited for QUEUE_TIMEOUT_SECONDS
   */
  async wait(): Promise<void> {
    const { record } = this;
    const deadline = record.startedAt.getTime() + record.limits.queue_timeout_seconds * 1_000;
    if (this.state !== 'holding') this.state = 'waiting';
    record.advance({ message: 'Waiting for a permit' });
    let patience = record.permitRunId ? record.patienceMs : toPatienceMs(0);
    for (let look = false; ; look = true) {
      if (look || !record.permitRunId) await this.ask(look);
      const left = deadline - Date.now();
      if (left <= 0) throw waitedTooLong();
      if (await condition(() => this.state === 'holding', Math.min(patience, left))) return;
      // Doubled each time, so that history stays short.
      patience = Math.min(Math.max(patience * 2, toPatienceMs(this.waiting)), LONGEST_PATIENCE_MS);
    }
  }

  /** The provider's work is over, and with it the need for a permit. */
  leave(): void {
    this.state = 'done';
  }

  /** Asks for a permit. What goes wrong is no more than a question that has to be asked again. */
  private async ask(look: boolean): Promise<void> {
    try {
      this.note(await this.tell(look));
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('permit_not_asked_for', { user_id: this.record.input.user_id, reason: String(error) });
    }
  }

  private async tell(look: boolean): Promise<QueueEstimate | null> {
    // Whoever asks while the job is being prepared hears of it by the preparation itself.
    if (this.state === 'preparing') return null;
    const { workflowId, order } = this.record;
    const { user_id, priority } = order;
    const telling = { workflow_id: workflowId, user_id, priority, state: this.state, look };
    const { run_id, outlook } = await local.tellLimiter(telling);
    // What counts is what it asked as, even if the answer has come meanwhile.
    if (telling.state === 'waiting') this.record.permitRunId = run_id;
    return outlook;
  }

  private note(outlook: QueueEstimate | null): void {
    if (!outlook) return;
    const { place, of, starts_in_seconds } = outlook;
    this.waiting = of;
    const start =
      starts_in_seconds === null ? null : new Date(Date.now() + starts_in_seconds * 1_000).toISOString();
    const expectation = start === null ? 'the limiter is paused' : `expected to start at ${start}`;
    this.record.advance({ message: `Waiting for a permit: place ${place} of ${of}, ${expectation}` });
  }

  private async answerCensus(about: unknown): Promise<void> {
    const stage = toCensusStage(about);
    try {
      if (stage) await this.providers.answerCensus(stage);
      else await this.tell(false);
    } catch (error) {
      log.warn('census_not_answered', { user_id: this.record.input.user_id, reason: String(error) });
    }
  }
}

const waitedTooLong = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'TimedOut',
    message: 'The job waited for a permit longer than QUEUE_TIMEOUT_SECONDS allows',
    nonRetryable: true,
  });
