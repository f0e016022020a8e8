import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defaultPayloadConverter, RawValue } from '@temporalio/common';
import {
  advanceProgress,
  appendProgress,
  createProgress,
  markPlain,
  SEARCH_ATTRIBUTE,
  toCompletedMessage,
  toJobPercent,
  toLastingTags,
  toOrder,
  toPatienceMs,
  toRemainingSeconds,
  toSearchTags,
  toStagePlan,
  toStepPercent,
  type FailureType,
  type GenerationInput,
  type JobError,
  type JobResult,
  type JobState,
  type Order,
  type Progress,
  type Stage,
  type StagePlan,
  type Step,
} from '@genvideo/models';
import type {
  JobAccount,
  Knowledge,
  PreparedJob,
  Produced,
  RunningTry,
  StageOutcome,
} from '@genvideo/activities';

/** Failures of a task that its provider had accepted: it was paid for, and it no longer runs. */
const PAID_FAILURES: ReadonlySet<FailureType> = new Set(['ProviderFailed', 'ProviderLostTask']);

type Change = Partial<Omit<Progress, 'updated_at'>>;

/** Input that has not been checked, or was found wanting: as much of it as may be shown. */
function toUncheckedInput(request: unknown): GenerationInput {
  const fields = typeof request === 'object' && request !== null && !Array.isArray(request) ? request : {};
  const { user_id } = fields as Partial<GenerationInput>;
  return { ...(fields as GenerationInput), user_id: typeof user_id === 'string' ? user_id : '' };
}

/** Everything a job knows of itself while it runs. */
export class JobRecord {
  progress: Progress;
  history: Progress[];
  /** The try that is under way, and its task where that is known. */
  running: RunningTry | null = null;
  /** What the providers have made. */
  readonly produced: Produced = {};
  attempts = 0;
  submissions = 0;
  retryCount = 0;
  errorCount = 0;
  workerMemoryMib: number | null = null;
  permittedAt: Date | null = null;
  /** The run of this workflow that its permit was granted to. */
  permitRunId = '';
  endedAt: Date | null = null;
  private prepared: (PreparedJob & { order: Order }) | null = null;

  constructor(
    readonly workflowId: string,
    readonly startedAt: Date,
    /** As it was handed in; anything may call itself a request. */
    private readonly request: unknown,
  ) {
    this.progress = createProgress(startedAt);
    this.history = [this.progress];
  }

  /** The input with its defaults; as it was handed in until it has been checked. */
  get input(): GenerationInput {
    return this.prepared?.input ?? toUncheckedInput(this.request);
  }

  /** What is to be made, by whatever shape of input. */
  get order(): Order {
    return this.known.order;
  }

  get limits(): PreparedJob['limits'] {
    return this.known.limits;
  }

  /** How long the job waits for its permit before it asks again, the first time; in milliseconds. */
  get patienceMs(): number {
    return this.known.patience_ms ?? toPatienceMs(0);
  }

  get plan(): StagePlan {
    return toStagePlan(this.order);
  }

  /** From here on the job's input is known to be valid. */
  prepare(prepared: PreparedJob): void {
    this.prepared = { ...prepared, order: toOrder(prepared.input) };
    this.permitRunId = prepared.permit_run_id ?? '';
    // Jobs of earlier versions always published here, and have to go the way they went.
    const knowsItsStart = prepared.permit_run_id !== undefined && this.isPublished();
    if (!knowsItsStart) this.publish();
  }

  /** From here on the job's time counts. */
  permit(): void {
    this.permittedAt = new Date();
  }

  /** What is left of the job's time, in milliseconds; negative when it is over. */
  remainingMs(): number {
    const since = this.permittedAt ?? this.startedAt;
    return since.getTime() + this.limits.job_timeout_seconds * 1_000 - Date.now();
  }

  /** Changes the progress; percent never goes down. */
  advance(change: Change): void {
    this.progress = advanceProgress(this.progress, change, new Date());
    this.history = appendProgress(this.history, this.progress);
  }

  /** Goes on to a step that is over as soon as it begins: nobody could search for it. */
  pass(step: Step, change: Change): void {
    const percent = toStepPercent(this.plan, step);
    this.advance({
      step,
      percent,
      error_message: null,
      estimated_completion: this.estimate(step),
      ...change,
    });
  }

  /** Goes on to the next step, which is also what searches find the job by. */
  enter(step: Step, change: Change): void {
    this.pass(step, change);
    this.publish();
  }

  /** A try begins; its task may run at the provider from now on. */
  startTry(running: { stage: Stage; attempt: number }): void {
    this.running = { ...running, task_id: null };
    this.attempts += 1;
    if (running.attempt > 1) this.retryCount += 1;
  }

  /** A try goes on that was interrupted: it may have a task again from now on. */
  resumeTry(key: { stage: Stage; attempt: number }): void {
    this.running ??= { ...key, task_id: null };
  }

  /** A try came to a good end. */
  completeTry(stage: Stage, { urls, task_id, worker_memory_mib }: StageOutcome): void {
    this.running = null;
    this.submissions += 1;
    this.produced[stage] = { urls, task_id };
    this.workerMemoryMib = worker_memory_mib;
    this.advance({ percent: toJobPercent(this.plan, stage, 100), asset_url: urls[0] ?? null });
  }

  /** What came to be known of the task that is under way; one that was never asked for is not. */
  know({ submission, task_id, percent }: Knowledge): void {
    if (!this.running) return;
    // What watchers were told of a try stays true when the next one begins.
    this.advance({ percent: toJobPercent(this.plan, this.running.stage, percent) });
    this.running =
      submission === 'none' ? null : { ...this.running, task_id: task_id ?? this.running.task_id };
  }

  /** A try came to a bad end. Its task has ended where the provider was asked for one and says that it failed. */
  failTry({ type }: JobError): void {
    this.errorCount += 1;
    if (!PAID_FAILURES.has(type)) return;
    this.running = null;
    this.submissions += 1;
  }

  /** Everything is stored. What was made otherwise than it was asked for is noted where readers need no worker. */
  complete(result: JobResult, note: string | null): void {
    const asset_url = result.video_url ?? result.image_urls[0] ?? null;
    this.enter('completed', { status: 'completed', message: toCompletedMessage(note), asset_url });
    this.endedAt = new Date(result.completed_at);
    if (note === null) return;
    // It tells nothing that a key should be needed for, and a memo is read by those that have none.
    upsertMemo({ note: RawValue.fromPayload(markPlain(defaultPayloadConverter.toPayload(note))) });
  }

  /** Ends the record: what is known now stays. */
  end(change: Change): void {
    this.endedAt = new Date();
    this.advance({ estimated_completion: null, ...change });
    if (this.prepared) this.publish();
  }

  toState(): JobState {
    const { workflowId, input, progress } = this;
    return { workflow_id: workflowId, job_input: { ...input }, progress, result: null };
  }

  toAccount(): JobAccount {
    return {
      workflow_id: this.workflowId,
      user_id: this.input.user_id,
      state: this.toState(),
      produced: this.produced,
      attempts: this.attempts,
      submissions: this.submissions,
      started_at: this.startedAt.toISOString(),
      permitted_at: this.permittedAt?.toISOString() ?? null,
    };
  }

  private get known(): PreparedJob & { order: Order } {
    if (!this.prepared) throw new TypeError('The job has not been prepared');
    return this.prepared;
  }

  private estimate(step: Step): string | null {
    if (!this.prepared || (step !== 'image' && step !== 'video')) return null;
    const at = { stage: step, stagePercent: 0 };
    const seconds = toRemainingSeconds(this.plan, this.prepared.usual_seconds, at);
    return new Date(Date.now() + seconds * 1_000).toISOString();
  }

  /** Whether searches find the job as it is already, because whoever started it said so. */
  private isPublished(): boolean {
    const { typedSearchAttributes: known } = workflowInfo();
    const tags = new Set(known.get(SEARCH_ATTRIBUTE.tag));
    return (
      known.get(SEARCH_ATTRIBUTE.progress) === this.progress.percent &&
      toSearchTags(this.order, this.progress.step).every((tag) => tags.has(tag))
    );
  }

  private publish(): void {
    const known = workflowInfo().typedSearchAttributes.get(SEARCH_ATTRIBUTE.tag) ?? [];
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTE.progress, value: this.progress.percent },
      {
        key: SEARCH_ATTRIBUTE.tag,
        value: [...toSearchTags(this.order, this.progress.step), ...toLastingTags(known)],
      },
    ]);
  }
}
