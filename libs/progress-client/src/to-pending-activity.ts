import type { WorkflowExecutionDescription } from '@temporalio/client';
import { toEngineDate } from './to-engine-date';

type RawActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** An activity that a job waits for, as the engine knows it. Each `run` is one time that a worker was given it. */
export interface PendingActivity {
  /** `makeImage`, `makeVideo`, `finishJob`, ... */
  name: string;
  /** `waiting` for a worker or for the moment of its next run; `running` with a worker. */
  state: 'waiting' | 'running' | 'paused';
  /** Counted from 1. */
  run: number;
  /** When the present run began, or the last one where none does. */
  started_at: Date | null;
  /** When it is given to a worker; in the past while it waits for one. */
  next_run_at: Date | null;
  last_heartbeat_at: Date | null;
  /** Why the run before the present one failed. */
  last_failure: { type: string | null; message: string } | null;
}

/** `temporal.api.enums.v1.PendingActivityState` */
const STATES: Readonly<Record<number, PendingActivity['state']>> = {
  1: 'waiting',
  2: 'running',
  // Asked to cancel: it runs until it has heard of that.
  3: 'running',
  4: 'paused',
  5: 'paused',
};

const toFailure = (failure: RawActivity['lastFailure']): PendingActivity['last_failure'] => {
  if (!failure) return null;
  const type = failure.applicationFailureInfo?.type ?? (failure.timeoutFailureInfo ? 'TimedOut' : null);
  return { type, message: failure.message || (type ?? 'no reason given') };
};

export function toPendingActivity(raw: RawActivity): PendingActivity {
  return {
    name: raw.activityType?.name ?? 'unknown',
    state: STATES[Number(raw.state)] ?? 'waiting',
    run: raw.attempt ?? 1,
    started_at: toEngineDate(raw.lastStartedTime),
    next_run_at: toEngineDate(raw.scheduledTime),
    last_heartbeat_at: toEngineDate(raw.lastHeartbeatTime),
    last_failure: toFailure(raw.lastFailure),
  };
}
