import { ApplicationFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import { toJobPercent, toSubmissionId, type ProgressUpdate } from '@genvideo/models';
import { GenerationError } from '../generation-error';
import type { Logger } from '../logger-port';
import type { GenerationProvider, MediaOutput } from '../providers/provider-port';
import { obtainTask } from './obtain-task';
import type { PollPace } from './poll-pace';
import { ensurePermit } from '../permits/ensure-permit';
import type { PermitDesk } from '../permits/permit-desk';
import { saveJobState } from '../job/job-state-file';
import type { Storage } from '../storage/storage-port';
import { withStageContext, type StageContext } from './stage-context';
import type { StageOutcome, StageRequest } from './stage-request';
import type { StageTimes } from './stage-times';
import { watchTask } from './watch-task';

export interface RunStageDependencies<Task> {
  provider: GenerationProvider<Task>;
  stageTimes: StageTimes;
  pace: PollPace;
  allowAmbiguousResubmit: boolean;
  logger: Logger;
  storage: Storage;
  /** Where the provider may call back for a submission, or null when it is not to. */
  toCallbackUrl: (request: StageRequest<Task>) => string | null;
  permits: PermitDesk;
  /** Moves the workflow's own record; called once per job, half-way through its last stage. */
  tellWorkflow: (workflowId: string, update: ProgressUpdate) => Promise<void>;
}

const BYTES_PER_MIB = 1024 * 1024;

/** The percent of the last stage at which the workflow's own record moves, for readers that only query it. */
const HALF_WAY = 50;

const isLastStage = ({ plan, stage }: Pick<StageRequest<unknown>, 'plan' | 'stage'>): boolean =>
  plan.at(-1) === stage;

interface Watch<Task> {
  request: StageRequest<Task>;
  context: StageContext;
  taskId: string;
}

async function watchToEnd<Task>(
  { request, context, taskId }: Watch<Task>,
  { provider, pace, tellWorkflow }: RunStageDependencies<Task>,
): Promise<MediaOutput> {
  let told = !isLastStage(request);
  for await (const state of watchTask({ provider, taskId, pace, hurry: context.hurry })) {
    switch (state.status) {
      case 'completed':
        return state.output;
      case 'failed':
        throw new GenerationError(
          'ProviderFailed',
          `${provider.name} could not make the ${request.stage}: ${state.reason}`,
        );
      case 'cancelled':
        throw new GenerationError('ProviderFailed', `${provider.name} cancelled task ${taskId}`);
      case 'lost':
        throw new GenerationError('ProviderLostTask', `${provider.name} no longer knows task ${taskId}`);
      case 'pending':
      case 'processing': {
        context.report({ percent: Math.floor(state.percent) });
        if (told || state.percent < HALF_WAY) break;
        told = true;
        await tellWorkflow(request.workflow_id, {
          percent: toJobPercent(request.plan, request.stage, state.percent),
        });
      }
    }
  }
  return context.interrupted();
}

/**
 * The provider has ended its last task: somebody else may have the permit, even before the workflow knows. Nobody waits
 * for it to be handed back; what gets lost here, the limiter finds out from the engine.
 */
function handBack(
  workflow_id: string,
  { permits, logger }: Pick<RunStageDependencies<never>, 'permits' | 'logger'>,
): void {
  permits
    .release(workflow_id)
    .catch((error: unknown) => logger.warn({ workflow_id, err: error }, 'permit_not_handed_back'));
}

/** The worker is leaving: the task stays where it is, and the next worker goes on with it. */
const leaveToNextWorker = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'ServiceUnavailable',
    message: 'The worker shuts down; another one goes on',
  });

/**
 * Runs one try of one stage: gets the provider to work on it (once, whatever happens), watches until it has ended,
 * and says where the result is. Asked to hurry, it looks once more: a task that has ended counts, one that has not is
 * left running.
 */
export async function runStage<Task>(
  request: StageRequest<Task>,
  dependencies: RunStageDependencies<Task>,
): Promise<StageOutcome> {
  const { provider, logger, stageTimes } = dependencies;
  const { workflow_id, user_id, stage, attempt } = request;
  const submissionId = toSubmissionId({ workflowId: workflow_id, stage, attempt });
  const log = { workflow_id, user_id, stage, attempt };
  const startedAt = Date.now();

  return withStageContext({ stage, attempt }, async (context) => {
    await saveJobState(dependencies.storage, request.state);
    await ensurePermit(request, dependencies.permits);
    const { taskId, adopted } = await obtainTask({
      provider,
      task: request.task,
      // Not tied to the hurry: a submission that is cut off in the middle is one nobody knows of.
      submit: {
        submissionId,
        callbackUrl: dependencies.toCallbackUrl(request),
        signal: new AbortController().signal,
      },
      left: context.left,
      first: context.first,
      allowAmbiguousResubmit: dependencies.allowAmbiguousResubmit,
      record: (submission, task_id) => context.report({ submission, task_id }),
    });
    logger.info({ ...log, task_id: taskId }, adopted ? 'stage_adopted' : 'stage_submitted');
    try {
      const { urls } = await watchToEnd({ request, context, taskId }, dependencies);
      const seconds = (Date.now() - startedAt) / 1_000;
      if (!adopted) stageTimes.add(stage, seconds);
      if (isLastStage(request)) handBack(workflow_id, dependencies);
      logger.info({ ...log, task_id: taskId, seconds }, 'stage_completed');
      return { task_id: taskId, urls, seconds, worker_memory_mib: process.memoryUsage().rss / BYTES_PER_MIB };
    } catch (error) {
      if (Context.current().cancellationDetails?.workerShutdown) throw leaveToNextWorker();
      throw error;
    }
  });
}
