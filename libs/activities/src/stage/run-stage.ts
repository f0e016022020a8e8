import { Context } from '@temporalio/activity';
import { toJobPercent, toSubmissionId, type ProgressUpdate } from '@genvideo/models';
import { readEngineTime } from '../engine-time';
import { GenerationError } from '../generation-error';
import { saveJobStep } from '../job/job-state-file';
import { ensurePermit } from '../permits/ensure-permit';
import type { PermitDesk } from '../permits/permit-desk';
import type { GenerationProvider, MediaOutput, TaskState } from '../providers/provider-port';
import type { Storage } from '../storage/storage-port';
import type { ProviderDesk } from '../permits/provider-desk';
import { closeAtOnce, type CloseAtOnceDependencies } from './close-at-once';
import { findPatiently } from './find-patiently';
import type { LookTimes } from './look-times';
import { obtainTask, type ObtainedTask } from './obtain-task';
import type { PollPace } from './poll-pace';
import { createProviderSeat, type ProviderSeat } from './provider-seat';
import { withStageContext, type StageContext } from './stage-context';
import type { StageReport, StageRequest } from './stage-request';
import type { StageTimes } from './stage-times';
import { watchTask } from './watch-task';

export interface RunStageDependencies<Task> extends CloseAtOnceDependencies {
  provider: GenerationProvider<Task>;
  stageTimes: StageTimes;
  lookTimes: LookTimes;
  /** How often the task is looked at as things stand. */
  readPace: () => PollPace;
  allowAmbiguousResubmit: boolean;
  storage: Storage;
  permits: PermitDesk;
  /** Where permits for the provider itself come from; null when it takes any number. */
  providerDesk: ProviderDesk | null;
  /** Where the provider may call back for a submission, or null when it is not to. */
  toCallbackUrl: (request: StageRequest<Task>) => string | null;
  /** Moves the workflow's own record; called at most once per job, half-way through its last stage. */
  tellWorkflow: (request: StageRequest<unknown>, update: ProgressUpdate) => Promise<void>;
}

/** One run of one try. */
interface Run<Task> {
  request: StageRequest<Task>;
  context: StageContext;
  submissionId: string;
  seat: ProviderSeat;
  dependencies: RunStageDependencies<Task>;
}

const BYTES_PER_MIB = 1024 * 1024;

/** The percent of the last stage at which the workflow's own record moves, for readers that only query it. */
const HALF_WAY = 50;

/** A stage that is half-way sooner than this is over before anybody could ask; in milliseconds. */
const WORTH_TELLING_MS = 2_000;

const isLastStage = ({ plan, stage }: Pick<StageRequest<unknown>, 'plan' | 'stage'>): boolean =>
  plan.at(-1) === stage;

/** A task that the provider no longer knows is looked up once more before it is given up. */
async function toLoss<Task>(
  taskId: string,
  { submissionId, context, dependencies }: Run<Task>,
): Promise<GenerationError> {
  const { provider } = dependencies;
  const lookup = await findPatiently(provider, submissionId, AbortSignal.timeout(30_000));
  if (lookup.status !== 'found')
    return new GenerationError('ProviderLostTask', `${provider.name} no longer knows task ${taskId}`);
  context.report({ task_id: lookup.taskId });
  return new GenerationError(
    'ServiceUnavailable',
    `${provider.name} gives task ${taskId} and takes it away again`,
  );
}

const toFailure = (
  taskId: string,
  state: Extract<TaskState, { status: 'failed' | 'cancelled' }>,
  name: string,
): GenerationError =>
  state.status === 'failed'
    ? new GenerationError(
        state.type ?? 'ProviderFailed',
        `${name} could not finish task ${taskId}: ${state.reason}`,
      )
    : new GenerationError('ProviderFailed', `${name} cancelled task ${taskId}`);

/** Watches a task to its end; null when there was a hurry and it has not ended. */
async function watchToEnd<Task>(
  { taskId, adopted }: ObtainedTask,
  run: Run<Task>,
): Promise<MediaOutput | null> {
  const { request, context, dependencies } = run;
  const { provider, readPace, lookTimes, tellWorkflow } = dependencies;
  let told = !isLastStage(request);
  const startedAt = Date.now();
  const followed = adopted ? null : lookTimes.follow(request.stage);
  const onSilence = (error: unknown): void => {
    followed?.missed();
    context.report({ silence: error instanceof Error ? error.message : String(error) });
  };
  const onRest = (milliseconds: number): void => {
    followed?.planned(milliseconds);
    context.expect(milliseconds);
  };
  const usualMs = lookTimes.toLikelyMs(request.stage);
  const watch = { provider, taskId, readPace, usualMs, isNew: !adopted, hurry: context.hurry };
  for await (const state of watchTask({ ...watch, onRest, onSilence })) {
    if (state.status === 'completed') {
      followed?.completed();
      return state.output;
    }
    if (state.status === 'lost') throw await toLoss(taskId, run);
    if (state.status === 'failed' || state.status === 'cancelled')
      throw toFailure(taskId, state, provider.name);
    followed?.ran();
    context.report({
      percent: Math.floor(state.percent),
      answered_at: new Date(readEngineTime()).toISOString(),
      silence: null,
    });
    if (told || state.percent < HALF_WAY) continue;
    told = true;
    if (Date.now() - startedAt < WORTH_TELLING_MS) continue;
    const percent = toJobPercent(request.plan, request.stage, state.percent);
    await tellWorkflow(request, { percent });
  }
  return null;
}

/**
 * The provider has ended its last task: somebody else may have the permit, even before the workflow knows. Nobody waits
 * for it to be handed back; what gets lost here, the limiter finds out from the engine.
 */
function handBack<Task>({ request, dependencies: { permits, logger } }: Run<Task>): void {
  const { workflow_id, user_id } = request;
  permits
    .release(workflow_id)
    .catch((error: unknown) => logger.warn({ workflow_id, user_id, err: error }, 'permit_not_handed_back'));
}

/** What has to be in order before the provider is asked for anything. A failure here says that nothing was sent. */
async function prepareRun<Task>({ request, context, dependencies }: Run<Task>): Promise<void> {
  try {
    await saveJobStep(dependencies.storage, request.state);
    await ensurePermit(request, dependencies.permits);
  } catch (error) {
    if (!context.mayHaveSubmitted && context.known().task_id === null) context.report({ submission: 'none' });
    throw error;
  }
}

async function obtainAndWatch<Task>(run: Run<Task>): Promise<StageReport> {
  const { request, context, submissionId, seat, dependencies } = run;
  const { provider, stageTimes, logger } = dependencies;
  const log = {
    workflow_id: request.workflow_id,
    user_id: request.user_id,
    stage: request.stage,
    attempt: request.attempt,
  };
  const startedAt = Date.now();
  await prepareRun(run);
  const parked = await seat.take();
  if (parked) return parked;
  const obtained = await obtainTask({
    provider,
    task: request.task,
    // Not tied to the hurry: a submission that is cut off in the middle is one nobody knows of.
    submit: {
      submissionId,
      callbackUrl: dependencies.toCallbackUrl(request),
      signal: new AbortController().signal,
    },
    context,
    allowAmbiguousResubmit: dependencies.allowAmbiguousResubmit,
  });
  if (obtained === null) return { status: 'interrupted', left: context.known() };
  const { taskId, adopted } = obtained;
  logger.info({ ...log, task_id: taskId }, adopted ? 'stage_adopted' : 'stage_submitted');
  await seat.taken();
  const output = await watchToEnd(obtained, run);
  if (output === null) return { status: 'interrupted', left: context.known() };
  const seconds = (Date.now() - startedAt) / 1_000;
  if (!adopted) stageTimes.add(request.stage, seconds);
  if (isLastStage(request)) handBack(run);
  await seat.leave();
  logger.info({ ...log, task_id: taskId, seconds }, 'stage_completed');
  const worker_memory_mib = process.memoryUsage.rss() / BYTES_PER_MIB;
  return { status: 'completed', task_id: taskId, urls: output.urls, seconds, worker_memory_mib };
}

/**
 * Runs one try of one stage: gets the provider to work on it (once, whatever happens), watches until it has ended,
 * and says where the result is. Asked to hurry, it looks once more: a task that has ended counts, one that has not is
 * left running and reported as interrupted.
 */
export async function runStage<Task>(
  request: StageRequest<Task>,
  dependencies: RunStageDependencies<Task>,
): Promise<StageReport> {
  const { workflow_id: workflowId, stage, attempt } = request;
  const submissionId = toSubmissionId({ workflowId, stage, attempt });
  return withStageContext(request, async (context) => {
    const { providerDesk: desk, logger } = dependencies;
    const seat = createProviderSeat({ desk, request, context, logger });
    try {
      const report = await obtainAndWatch({ request, context, submissionId, seat, dependencies });
      if (report.status === 'interrupted' && Context.current().cancellationDetails?.workerShutdown) {
        throw new GenerationError('ServiceUnavailable', 'The worker shuts down; another one goes on');
      }
      if (report.status !== 'completed') return report;
      return await closeAtOnce({ request, outcome: report, context }, dependencies);
    } catch (error) {
      return seat.settle(error);
    }
  });
}
