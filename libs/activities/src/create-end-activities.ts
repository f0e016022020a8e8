import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Activities } from './activities';
import { readEngineTime } from './engine-time';
import { abandonJob } from './job/abandon-job';
import { finishJob, type FinishJobDependencies } from './job/finish-job';
import type { StopTaskDependencies } from './job/stop-task';
import { awaitLateResult, type AwaitLateResultDependencies } from './late/await-late-result';
import type { LateResultRequest, LeftUnderWay } from './late/left-under-way';
import { startLateResult } from './late/start-late-result';
import type { NoticeDesk } from './notices/create-notice-desk';
import type { PermitDesk } from './permits/permit-desk';
import { reconcilePermits } from './permits/reconcile-permits';
import { LAST_SUBMISSION_MS } from './permits/sweep-job';
import type { PollPace } from './stage/poll-pace';
import { withApplicationFailures } from './to-application-failure';
import { withBackOff } from './with-back-off';
import { withHeartbeat } from './with-heartbeat';

export interface EndActivityDependencies extends StopTaskDependencies {
  client: Client;
  toMedia: (signal: AbortSignal) => FinishJobDependencies;
  notices: NoticeDesk;
  /** Hands back all of a job's permits. */
  everyPermit: Pick<PermitDesk, 'release'>;
  pace?: PollPace;
  lateResultLimitMs?: number;
  stopPatienceMs?: number;
}

/** Much longer than any task takes that will end at all; it holds its permit meanwhile. */
const DEFAULT_LATE_LIMIT_MS = 6 * 60 * 60_000;

/** How often a task is looked at that nobody is in a hurry for. */
const LATE_PACE: PollPace = { minMs: 2_000, maxMs: 10_000, lastMs: 1_000 };

/** Others go on with it afterwards. */
const DEFAULT_STOP_PATIENCE_MS = 20_000;

const toNothing = (): null => null;

/** The share of an activity's time after which its next failure may be its last. */
const LATE = 0.8;

/** Whether there is time to try this activity again, should it fail now. */
function hasTimeLeft(): boolean {
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  return readEngineTime() < scheduledTimestampMs + scheduleToCloseTimeoutMs * LATE;
}

/** How long this activity has been tried by now, in milliseconds. */
const readAgeMs = (): number => readEngineTime() - Context.current().info.scheduledTimestampMs;

/** The run of the workflow whose activity this is. */
const readOwnRun = (): string => Context.current().info.workflowExecution?.runId ?? '';

/** What is needed to wait for what a job left, by an activity that begins now. */
function toLateMeans(
  dependencies: EndActivityDependencies,
  signal: AbortSignal,
): AwaitLateResultDependencies {
  const { client, toMedia, providers, notices, everyPermit, pace = LATE_PACE } = dependencies;
  const { scheduledTimestampMs: since } = Context.current().info;
  return {
    ...{ ...toMedia(signal), client, providers, notices, permits: everyPermit },
    readPace: () => pace,
    until: since + (dependencies.lateResultLimitMs ?? DEFAULT_LATE_LIMIT_MS),
    mayComeUntil: since + LAST_SUBMISSION_MS,
  };
}

/** The activities that end jobs, and clean up after those that ended otherwise. */
export function createEndActivities(
  dependencies: EndActivityDependencies,
): Pick<Activities, 'finishJob' | 'abandonJob' | 'awaitLateResult' | 'reconcilePermits'> {
  const { client, toMedia, providers, notices, everyPermit } = dependencies;
  const handOver = (request: LateResultRequest): Promise<void> =>
    startLateResult(request, { client, taskQueue: Context.current().info.taskQueue });
  return {
    finishJob: withBackOff(
      withApplicationFailures((account) =>
        withHeartbeat(toNothing, async (hurry) =>
          notices.tellOfOwn(account, await finishJob(account, toMedia(hurry)), hurry),
        ),
      ),
    ),
    abandonJob: withApplicationFailures((request) =>
      withHeartbeat(toNothing, async (hurry) => {
        const means = {
          ...{ ...toMedia(hurry), providers, permits: everyPermit, mayTryAgain: hasTimeLeft() },
          mayStopAgain: readAgeMs() < (dependencies.stopPatienceMs ?? DEFAULT_STOP_PATIENCE_MS),
          handOver: (left: LeftUnderWay) => handOver({ ...left, run_id: readOwnRun() }),
        };
        return notices.tellOfOwn(request, await abandonJob(request, means), hurry);
      }),
    ),
    awaitLateResult: withApplicationFailures((request) =>
      withHeartbeat(toNothing, (hurry) => awaitLateResult(request, toLateMeans(dependencies, hurry))),
    ),
    reconcilePermits: (holders) =>
      withHeartbeat(toNothing, (hurry) =>
        reconcilePermits(holders, { ...toMedia(hurry), providers, client, notices, handOver }),
      ),
  };
}
