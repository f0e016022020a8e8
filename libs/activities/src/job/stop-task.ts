import { toSubmissionId, type CancelOutcome, type Stage } from '@genvideo/models';
import type { GenerationProvider, MediaOutput, TaskLookup } from '../providers/provider-port';

/** One try of one stage. */
export interface Try {
  stage: Stage;
  attempt: number;
}

/** A try that was under way, and its task where that is known. */
export interface RunningTry extends Try {
  task_id: string | null;
}

/** What a stopped task comes to. */
export interface StoppedTask {
  /** Null when its provider could not be asked. */
  outcome: CancelOutcome | null;
  task_id: string | null;
  /** Whether the provider has nothing left to do for it. */
  ended: boolean;
  /** What it had made already, when it was over before it could be stopped. */
  output: MediaOutput | null;
}

/** Whether nothing was paid for a task that was stopped, or that there was none of. */
export const isUnpaid = (stopped: StoppedTask | null): boolean =>
  stopped === null || stopped.outcome === 'cancelled_before_submit';

export interface StopTaskDependencies {
  providers: Record<Stage, Pick<GenerationProvider<never>, 'find' | 'look' | 'cancel'>>;
}

/** How long one call to a provider may take, in milliseconds. */
const CALL_TIMEOUT_MS = 30_000;

const soon = (): AbortSignal => AbortSignal.timeout(CALL_TIMEOUT_MS);

/** Looks at a task that would not be cancelled: it may have ended, and even have made what it was paid for. */
async function lookAgain(
  task_id: string,
  outcome: CancelOutcome,
  provider: Pick<GenerationProvider<never>, 'look'>,
): Promise<StoppedTask> {
  const state = await provider.look(task_id, soon());
  const output = state.status === 'completed' ? state.output : null;
  return { outcome, task_id, ended: !('percent' in state), output };
}

/** Stops the task of a try, wherever it is. */
export async function stopTask(
  workflowId: string,
  { stage, attempt, task_id }: RunningTry,
  { providers }: StopTaskDependencies,
): Promise<StoppedTask> {
  const provider = providers[stage];
  const lookup: TaskLookup = task_id
    ? { status: 'found', taskId: task_id }
    : await provider.find(toSubmissionId({ workflowId, stage, attempt }), soon());
  const over = { task_id: null, ended: true, output: null };
  if (lookup.status === 'absent') return { ...over, outcome: 'cancelled_before_submit' };
  // Where nothing can be looked up, nothing can be waited for either.
  if (lookup.status === 'unsupported') return { ...over, outcome: 'provider_cannot_cancel' };
  const outcome = await provider.cancel(lookup.taskId, soon());
  if (outcome === 'cancelled_at_provider') return { ...over, outcome, task_id: lookup.taskId };
  return lookAgain(lookup.taskId, outcome, provider);
}
