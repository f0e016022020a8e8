import { toSubmissionId, type Stage } from '@genvideo/models';
import type { CancelOutcome, GenerationProvider } from '../providers/provider-port';

/** What became of the task that a job had running when it ended early. */
export type TaskOutcome = CancelOutcome | 'cancelled_before_submit';

/** One try of one stage. */
export interface Try {
  stage: Stage;
  attempt: number;
}

export interface StopTaskDependencies {
  providers: Record<Stage, Pick<GenerationProvider<never>, 'find' | 'look' | 'cancel'>>;
}

/** How long one call to a provider may take, in milliseconds. */
const CALL_TIMEOUT_MS = 30_000;

const soon = (): AbortSignal => AbortSignal.timeout(CALL_TIMEOUT_MS);

/**
 * Stops the task of a try, wherever it is.
 * @returns what became of it, and whether the provider has nothing left to do for it
 */
export async function stopTask(
  workflowId: string,
  { stage, attempt }: Try,
  { providers }: StopTaskDependencies,
): Promise<{ outcome: TaskOutcome; ended: boolean }> {
  const provider = providers[stage];
  const lookup = await provider.find(toSubmissionId({ workflowId, stage, attempt }), soon());
  if (lookup.status === 'absent') return { outcome: 'cancelled_before_submit', ended: true };
  // Where nothing can be looked up, nothing can be waited for either.
  if (lookup.status === 'unsupported') return { outcome: 'provider_cannot_cancel', ended: true };
  const outcome = await provider.cancel(lookup.taskId, soon());
  if (outcome !== 'provider_cannot_cancel') return { outcome, ended: true };
  const state = await provider.look(lookup.taskId, soon());
  return { outcome, ended: !('percent' in state) };
}
