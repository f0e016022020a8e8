import { Context } from '@temporalio/activity';
import { toFailureRule, type CancelOutcome } from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import { GenerationError } from '../generation-error';
import { stopTask, type RunningTry, type StoppedTask, type StopTaskDependencies } from '../job/stop-task';
import type { MediaOutput, TaskState } from '../providers/provider-port';
import type { PollPace } from '../stage/poll-pace';
import { watchTask } from '../stage/watch-task';

export interface EndTaskDependencies extends StopTaskDependencies {
  readPace: () => PollPace;
  /** Until when the provider is waited for, in milliseconds of the Unix epoch. */
  until: number;
  /** Until when a task that is not there may still come, from a worker that stood still; likewise. */
  mayComeUntil: number;
  /** Aborts the waiting. */
  signal: AbortSignal;
}

/** A task that nobody waits for any more. */
export interface EndedTask {
  outcome: CancelOutcome | null;
  task_id: string | null;
  /** What it made, if it made anything. */
  output: MediaOutput | null;
  /** Whether it has really ended. */
  isOver: boolean;
  /** What became of it, in a sentence. */
  words: string;
}

const WORDS: Readonly<Record<CancelOutcome, string>> = {
  cancelled_before_submit: 'Nothing had been submitted after all.',
  cancelled_at_provider: 'Its task was cancelled at the provider.',
  provider_cannot_cancel: 'Its task ended at the provider and had made nothing.',
  already_ended: 'Its task had ended at the provider and had made nothing.',
};

const describeState = (state: TaskState): string => {
  if (state.status === 'failed') return `Its task failed at the provider: ${state.reason}`;
  if (state.status === 'lost') return 'The provider no longer knows its task.';
  return 'The provider ended its task without a result.';
};

/** What ends jobs, and may be mended within hours: a key, an account, whoever answers in the provider's place. */
const MENDED: readonly unknown[] = ['ProviderMisconfigured', 'ContractViolation'];

/** How long answers that break the protocol are asked for again, in milliseconds: the provider may be done with the task. */
const BROKEN_PATIENCE_MS = 10 * 60_000;

/** Until when it is asked again after such an error, in milliseconds of the Unix epoch. */
const toLast = (error: unknown, { until, mayComeUntil }: EndTaskDependencies): number => {
  const isBroken = error instanceof GenerationError && error.type === 'ContractViolation';
  return isBroken ? Math.min(until, mayComeUntil + BROKEN_PATIENCE_MS) : until;
};

/** Whether a provider that gave such an answer may give a better one later. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof GenerationError) ||
  MENDED.includes(error.type) ||
  toFailureRule(error.type).retry === 'same_submission';

const toWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const leave = (): GenerationError =>
  new GenerationError('ServiceUnavailable', 'The worker shuts down; another one goes on');

/** Waits until a task that cannot be stopped has ended, or nobody wants to wait any longer. */
async function watchOn(
  { outcome, task_id }: StoppedTask & { task_id: string },
  { stage }: RunningTry,
  { providers, readPace, until, signal }: EndTaskDependencies,
): Promise<EndedTask> {
  const limit = AbortSignal.timeout(Math.max(0, until - readEngineTime()));
  const hurry = AbortSignal.any([signal, limit]);
  for await (const state of watchTask({ provider: providers[stage], taskId: task_id, readPace, hurry })) {
    if ('percent' in state) continue;
    const output = state.status === 'completed' ? state.output : null;
    return { outcome, task_id, output, isOver: true, words: describeState(state) };
  }
  if (Context.current().cancellationDetails?.workerShutdown) throw leave();
  const why = limit.aborted ? 'it has not ended in time' : 'that was asked for';
  const words = `Its task at the provider is watched no more: ${why}.`;
  return { outcome, task_id, output: null, isOver: false, words };
}

async function stopOrWatch(
  { workflow_id, running }: { workflow_id: string; running: RunningTry },
  dependencies: EndTaskDependencies,
): Promise<EndedTask> {
  const stopped = await stopTask(workflow_id, running, dependencies);
  const { outcome, task_id, ended, output } = stopped;
  if (outcome === 'cancelled_before_submit' && readEngineTime() < dependencies.mayComeUntil)
    throw new GenerationError('ServiceUnavailable', 'The task may still be on its way to the provider');
  if (!ended && task_id !== null) return watchOn({ ...stopped, task_id }, running, dependencies);
  if (task_id === null && outcome === 'provider_cannot_cancel')
    return {
      outcome,
      task_id,
      output,
      isOver: false,
      words: 'The provider cannot say what became of its task.',
    };
  const words = outcome === null ? describeState({ status: 'lost' }) : WORDS[outcome];
  return { outcome, task_id, output, isOver: true, words };
}

/**
 * Stops the task that a job left, and waits for its end where it cannot be stopped.
 * @throws GenerationError of a type that is tried again, while its provider gives no answer and there is time
 */
export async function endTask(
  left: { workflow_id: string; running: RunningTry },
  dependencies: EndTaskDependencies,
): Promise<EndedTask> {
  try {
    return await stopOrWatch(left, dependencies);
  } catch (error) {
    const isLate = readEngineTime() >= toLast(error, dependencies);
    if (!isLate && mayPass(error))
      throw error instanceof GenerationError && MENDED.includes(error.type)
        ? new GenerationError('ServiceUnavailable', error.message, { cause: error, retryAfterMs: 60_000 })
        : error;
    const words = `Its task at the provider is watched no more: ${toWords(error)}`;
    return { outcome: null, task_id: left.running.task_id, output: null, isOver: false, words };
  }
}
