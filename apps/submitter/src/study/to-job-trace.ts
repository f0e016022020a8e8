import { SIGNAL, toSubmissionId, type Stage } from '@genvideo/models';
import type { JobTrace, TryTrace } from './job-trace';

interface Time {
  seconds?: { toString: () => string } | number | null;
  nanos?: number | null;
}

/** The parts of an event of the engine that are read here. */
export interface HistoryEvent {
  eventId?: { toString: () => string } | null;
  eventTime?: Time | null;
  workflowExecutionSignaledEventAttributes?: { signalName?: string | null } | null;
  activityTaskScheduledEventAttributes?: { activityType?: { name?: string | null } | null } | null;
  activityTaskStartedEventAttributes?: EventReference | null;
  activityTaskCompletedEventAttributes?: EventReference | null;
  activityTaskFailedEventAttributes?: (EventReference & { failure?: Failure | null }) | null;
  activityTaskCanceledEventAttributes?: EventReference | null;
  activityTaskTimedOutEventAttributes?: EventReference | null;
}

interface EventReference {
  scheduledEventId?: { toString: () => string } | null;
}

interface Failure {
  applicationFailureInfo?: { type?: string | null } | null;
  cause?: Failure | null;
}

/** What a job's history says, its payloads decoded by the caller. */
export interface DecodedHistory {
  workflowId: string;
  events: readonly HistoryEvent[];
  /** Whether the history ends with the end of the job. */
  closed: boolean;
  /** The input of the activity that this event schedules. */
  readRequest: (event: HistoryEvent) => { stage: Stage; attempt: number };
  /** How long the worker saw the provider work, from the result of this event, in seconds. */
  readSeconds: (event: HistoryEvent) => number;
}

const STAGE_ACTIVITIES: readonly string[] = ['makeImage', 'makeVideo'];

/** Failures of a task that its provider had accepted. */
const ACCEPTED_FAILURES: readonly string[] = ['ProviderFailed', 'ProviderLostTask'];

const toMs = ({ eventTime }: HistoryEvent): number =>
  Number(eventTime?.seconds?.toString() ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1_000_000;

const toReference = (event: HistoryEvent): EventReference | null =>
  event.activityTaskCompletedEventAttributes ??
  event.activityTaskFailedEventAttributes ??
  event.activityTaskCanceledEventAttributes ??
  event.activityTaskTimedOutEventAttributes ??
  null;

const toOutcome = (event: HistoryEvent): TryTrace['outcome'] => {
  if (event.activityTaskCompletedEventAttributes) return 'completed';
  return event.activityTaskCanceledEventAttributes ? 'cancelled' : 'failed';
};

const isAcceptedFailure = (failure: Failure | null | undefined): boolean =>
  Boolean(failure) &&
  (ACCEPTED_FAILURES.includes(failure?.applicationFailureInfo?.type ?? '') ||
    isAcceptedFailure(failure?.cause));

const isAccepted = (event: HistoryEvent): boolean =>
  Boolean(event.activityTaskCompletedEventAttributes) ||
  isAcceptedFailure(event.activityTaskFailedEventAttributes?.failure);

const isAbout = (reference: EventReference | null | undefined, scheduled: HistoryEvent): boolean =>
  Boolean(reference) && String(reference?.scheduledEventId) === String(scheduled.eventId);

const toTry = (scheduled: HistoryEvent, history: DecodedHistory): TryTrace => {
  const { events, workflowId, readRequest, readSeconds } = history;
  const { stage, attempt } = readRequest(scheduled);
  const started = events.find((event) => isAbout(event.activityTaskStartedEventAttributes, scheduled));
  const ended = events.find((event) => isAbout(toReference(event), scheduled));
  const startedAt = toMs(started ?? scheduled);
  const outcome = ended ? toOutcome(ended) : 'open';
  return {
    submission_id: toSubmissionId({ workflowId, stage, attempt }),
    stage,
    startedAt,
    // By the worker's word rather than by the event, which comes after the permit has gone to another.
    endedAt:
      outcome === 'completed' && ended ? startedAt + readSeconds(ended) * 1_000 : ended ? toMs(ended) : null,
    outcome,
    accepted: ended !== undefined && isAccepted(ended),
  };
};

/** A callback interrupts the watch of a try, which then goes on in another activity: both are one try. */
const joinTries = (tries: readonly TryTrace[]): TryTrace[] => {
  const joined = new Map<string, TryTrace>();
  for (const each of tries) {
    const earlier = joined.get(each.submission_id);
    const startedAt = earlier?.startedAt ?? each.startedAt;
    joined.set(each.submission_id, { ...each, startedAt, accepted: each.accepted || !!earlier?.accepted });
  }
  return [...joined.values()];
};

/** Reads a job's way through the engine from its history. */
export function toJobTrace(history: DecodedHistory): JobTrace {
  const { workflowId, events, closed } = history;
  const isStage = (event: HistoryEvent): boolean =>
    STAGE_ACTIVITIES.includes(event.activityTaskScheduledEventAttributes?.activityType?.name ?? '');
  const granted = events.find(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName === SIGNAL.permitGranted,
  );
  const tries = joinTries(events.filter(isStage).map((event) => toTry(event, history)));
  const [first, last] = [events[0], events.at(-1)];
  return {
    workflow_id: workflowId,
    submittedAt: first ? toMs(first) : 0,
    grantedAt: granted ? toMs(granted) : null,
    providersEndedAt: tries.at(-1)?.endedAt ?? null,
    endedAt: closed && last ? toMs(last) : null,
    tries,
  };
}
