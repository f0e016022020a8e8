import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { SIGNAL, toSubmissionId, type Stage } from '@genvideo/models';
import type { HistoryEvent } from '../stand/fetch-runs';
import type { LedgerTimes } from './read-ledger';
import type { TrafficTimes } from './read-traffic';
import type { JobTimes, StageTimesOfJob } from './to-hops';

const ACTIVITY: Record<Stage, string> = { image: 'makeImage', video: 'makeVideo' };

/** A history that is not as expected yields NaN, which `isWhole` finds. */
const timeOf = (event: HistoryEvent | undefined): number => optionalTsToMs(event?.eventTime) ?? Number.NaN;

function readStage(
  events: readonly HistoryEvent[],
  stage: Stage,
): Omit<StageTimesOfJob, 'accepted' | 'ended'> {
  const scheduled = events.find(
    ({ activityTaskScheduledEventAttributes: attributes }) =>
      attributes?.activityType?.name === ACTIVITY[stage],
  );
  const id = String(scheduled?.eventId);
  return {
    scheduled: timeOf(scheduled),
    activityStarted: timeOf(
      events.find((event) => String(event.activityTaskStartedEventAttributes?.scheduledEventId) === id),
    ),
    activityCompleted: timeOf(
      events.find((event) => String(event.activityTaskCompletedEventAttributes?.scheduledEventId) === id),
    ),
  };
}

const isWhole = ({ image, video, ...times }: JobTimes): boolean =>
  [{ ...times }, { ...image }, { ...video }]
    .flatMap((part) => Object.values<number>(part))
    .every(Number.isFinite);

function readGrant(
  events: readonly HistoryEvent[],
): Pick<JobTimes, 'granted' | 'grantSignalled' | 'grantTaskStarted'> {
  const at = events.findIndex(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === SIGNAL.permitGranted,
  );
  const payload = events[at]?.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0];
  const grant = payload && defaultPayloadConverter.fromPayload<{ granted_at: string }>(payload);
  const taskStarted = events.slice(at).find((event) => event.workflowTaskStartedEventAttributes);
  return {
    granted: Date.parse(grant?.granted_at ?? ''),
    grantSignalled: timeOf(events[at]),
    grantTaskStarted: timeOf(taskStarted),
  };
}

/** What was seen of the jobs by the provider and by the limiter. */
export interface TimesOfOthers extends TrafficTimes {
  ledger: LedgerTimes;
}

/** Reads a job's way through its permit from its history; null when its history is not that of a happy path. */
export async function readJobTimes(
  client: Client,
  workflowId: string,
  { ledger, acquired, released }: TimesOfOthers,
): Promise<JobTimes | null> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const toStage = (stage: Stage): StageTimesOfJob => {
    const task = ledger.get(toSubmissionId({ workflowId, stage, attempt: 1 }));
    const { accepted = Number.NaN, ended = Number.NaN } = task ?? {};
    return { ...readStage(events ?? [], stage), accepted, ended };
  };
  const times = {
    acquired: acquired.get(workflowId) ?? Number.NaN,
    ...readGrant(events ?? []),
    image: toStage('image'),
    video: toStage('video'),
    released: released.get(workflowId) ?? Number.NaN,
  };
  return isWhole(times) ? times : null;
}
