import type { StageHeartbeat } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { GenerationProvider, SubmitOptions } from '../providers/provider-port';

export interface ObtainTaskOptions<Task> {
  provider: GenerationProvider<Task>;
  task: Task;
  submit: SubmitOptions;
  /** What an earlier run of this try left behind; null when this is the first. */
  left: Pick<StageHeartbeat, 'submission' | 'task_id'> | null;
  /** Whether this is the first run of this try. */
  first: boolean;
  /** Whether to submit although it cannot be found out whether that was done before. */
  allowAmbiguousResubmit: boolean;
  /** Told what is known of the submission, before and after it is made. */
  record: (submission: StageHeartbeat['submission'], taskId: string | null) => void;
}

/** The provider's id of the task, and whether it was there already. */
export interface ObtainedTask {
  taskId: string;
  adopted: boolean;
}

const ambiguous = (provider: string, submissionId: string): GenerationError =>
  new GenerationError(
    'AmbiguousSubmission',
    `It is not known whether ${provider} accepted submission ${submissionId}, and it has no way to look that up. ` +
      'Look at the provider; set ALLOW_AMBIGUOUS_RESUBMIT=true to submit again in such cases.',
  );

async function submitOrFind<Task>(options: ObtainTaskOptions<Task>): Promise<ObtainedTask> {
  const { provider, task, submit, record } = options;
  record('unknown', null);
  try {
    return { taskId: await provider.submit(task, submit), adopted: false };
  } catch (error) {
    if (!(error instanceof GenerationError) || !error.ambiguous) {
      record('none', null);
      throw error;
    }
    const lookup = await provider.find(submit.submissionId, submit.signal).catch(() => null);
    if (lookup?.status === 'found') return { taskId: lookup.taskId, adopted: true };
    throw error;
  }
}

/**
 * Makes sure that the provider works on a submission, and pays for it once: a submission that may have been made
 * before, by this worker or one that died, is looked up first and adopted when it is found.
 * @throws GenerationError of type AmbiguousSubmission when it cannot be found out
 */
export async function obtainTask<Task>(options: ObtainTaskOptions<Task>): Promise<ObtainedTask> {
  const { provider, submit, left, first, record } = options;
  if (left?.task_id) return { taskId: left.task_id, adopted: true };
  if (!first) {
    const lookup = await provider.find(submit.submissionId, submit.signal);
    if (lookup.status === 'found') {
      record('made', lookup.taskId);
      return { taskId: lookup.taskId, adopted: true };
    }
    const mayHaveBeenMade = left?.submission !== 'none';
    if (lookup.status === 'unsupported' && mayHaveBeenMade && !options.allowAmbiguousResubmit) {
      throw ambiguous(provider.name, submit.submissionId);
    }
  }
  const obtained = await submitOrFind(options);
  record('made', obtained.taskId);
  return obtained;
}
