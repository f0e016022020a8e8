import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosEvent } from '../schedule/chaos-event';
import type { LinkState } from '../stand/create-relay';
import type { ChaosRun } from './chaos-run';

type LinkEvent = Extract<ChaosEvent, { kind: 'cut' | 'stall' | 'slow' }>;

const toState = (event: LinkEvent): LinkState => {
  if (event.kind === 'slow')
    return { is: 'slow', latencyMs: event.latency_ms, bytesPerSecond: event.bytes_per_second };
  return { is: event.kind === 'cut' ? 'cut' : 'stalled' };
};

/** Makes a link bad for a while. */
export async function strikeLink({ stand }: ChaosRun, event: LinkEvent): Promise<string> {
  const relay = stand.relayOf(event.link, event.index);
  if (relay === null) return 'nothing to cut on this engine';
  relay.set(toState(event));
  await delay(event.for_ms);
  relay.set({ is: 'whole' });
  return `${event.link} ${event.index}`;
}
