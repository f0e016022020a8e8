import { defaultPayloadConverter } from '@temporalio/common';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { LIMITER, type PermitTraffic } from '@genvideo/models';
import type { HistoryEvent } from '../stand/fetch-runs';

/** When a limiter's history first got each job's request and its release, in milliseconds of the Unix epoch. */
export interface TrafficTimes {
  acquired: ReadonlyMap<string, number>;
  released: ReadonlyMap<string, number>;
}

const readSignal = ({
  workflowExecutionSignaledEventAttributes: signal,
}: HistoryEvent): PermitTraffic | null => {
  const payload = signal?.input?.payloads?.[0];
  if (signal?.signalName !== LIMITER.signal.traffic || !payload) return null;
  return defaultPayloadConverter.fromPayload<PermitTraffic>(payload);
};

/** Reads the permit traffic out of the events of a limiter's runs, which are in their order. */
export function readTraffic(events: readonly HistoryEvent[]): TrafficTimes {
  const acquired = new Map<string, number>();
  const released = new Map<string, number>();
  for (const event of events) {
    const { acquire = [], release = [] } = readSignal(event) ?? {};
    const at = optionalTsToMs(event.eventTime) ?? Number.NaN;
    for (const { workflow_id } of acquire) acquired.set(workflow_id, acquired.get(workflow_id) ?? at);
    for (const id of release) released.set(id, released.get(id) ?? at);
  }
  return { acquired, released };
}
