import { GenerationError } from '../generation-error';
import type { GenerationProvider, SubmitOptions } from '../providers/provider-port';
import { findPatiently } from './find-patiently';
import type { Knowledge } from './knowledge';
import type { StageContext } from './stage-context';

export interface ObtainTaskOptions<Task> {
  provider: GenerationProvider<Task>;
  task: Task;
  submit: SubmitOptions;
  context: Pick<StageContext, 'known' | 'mayHaveSubmitted' | 'report' | 'hurry' | 'hasStalled'>;
  /** Whether to submit although it cannot be found out whether that was done before. */
  allowAmbiguousResubmit: boolean;
}

/** The provider's id of the task, and whether it was there already. */
export interface ObtainedTask {
  taskId: string;
  adopted: boolean;
}

const toWhy = (cause: Error | undefined): string => (cause ? ` (${cause.message})` : '');

/** @param cause what made it so, where that is known: it may say something of the provider, too */
const ambiguous = (provider: string, submissionId: string, cause?: GenerationError): GenerationError =>
  new GenerationError(
    'AmbiguousSubmission',
    `It is not known whether ${provider} accepted submission ${submissionId}${toWhy(cause)}, and it has no way to look that up. ` +
      'Look at the provider; set ALLOW_AMBIGUOUS_RESUBMIT=true to submit again in such cases.',
    { cause, trouble: cause?.trouble ?? null },
  );

const stalled = (): GenerationError =>
  new GenerationError(
    'ServiceUnavailable',
    'This worker stood still for so long that another may be at its work: it submits nothing any more',
  );

const NOTHING_SENT: Partial<Knowledge> = { submission: 'none' };

async function submitOrFind<Task>({
  provider,
  task,
  submit,
  context,
  allowAmbiguousResubmit,
}: ObtainTaskOptions<Task>): Promise<ObtainedTask> {
  try {
    return { taskId: await provider.submit(task, submit), adopted: false };
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error;
    if (!error.ambiguous) {
      context.report(NOTHING_SENT);
      throw error;
    }
    const lookup = await findPatiently(provider, submit.submissionId, submit.signal).catch(() => null);
    if (lookup?.status === 'found') return { taskId: lookup.taskId, adopted: true };
    // Waiting would not make it known.
    if (lookup?.status === 'unsupported' && !allowAmbiguousResubmit)
      throw ambiguous(provider.name, submit.submissionId, error);
    throw error;
  }
}

/** Looks for a submission that may have been made before; null when it may be made now. */
async function findEarlier<Task>(options: ObtainTaskOptions<Task>): Promise<ObtainedTask | null> {
  const { provider, submit, allowAmbiguousResubmit } = options;
  const lookup = await findPatiently(provider, submit.submissionId, submit.signal);
  if (lookup.status === 'found') return { taskId: lookup.taskId, adopted: true };
  if (lookup.status === 'unsupported' && !allowAmbiguousResubmit) {
    throw ambiguous(provider.name, submit.submissionId);
  }
  return null;
}

/**
 * Makes sure that the provider works on a submission, and pays for it once: a submission that may have been made
 * before, by this worker or one that died, is looked up first and adopted when it is found.
 * @returns null when there was a hurry before anything was submitted
 * @throws GenerationError of type AmbiguousSubmission when it cannot be found out
 */
export async function obtainTask<Task>(options: ObtainTaskOptions<Task>): Promise<ObtainedTask | null> {
  const { context } = options;
  const { task_id } = context.known();
  if (task_id !== null) return { taskId: task_id, adopted: true };
  const earlier = context.mayHaveSubmitted ? await findEarlier(options) : null;
  if (earlier === null && context.hurry.aborted) {
    // Whoever is in a hurry does not want to pay. What may be on its way stays unknown.
    if (!context.mayHaveSubmitted) context.report(NOTHING_SENT);
    return null;
  }
  if (earlier === null && context.hasStalled()) throw stalled();
  const obtained = earlier ?? (await submitOrFind(options));
  context.report({ submission: 'made', task_id: obtained.taskId });
  return obtained;
}
