import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosEvent } from '../schedule/chaos-event';
import { changeCapacity } from './change-capacity';
import type { ChaosRun } from './chaos-run';
import { deployWorkers } from './deploy-workers';
import { cancelSomeJob, forgeCallback } from './disturb-job';
import { toMockFaults } from './provider-faults';
import { strikeLink } from './strike-link';
import { strikeProcess } from './strike-process';

/** Does what the event says, and resolves when it is over, with what came of it. */
export async function performEvent(run: ChaosRun, event: ChaosEvent): Promise<string> {
  switch (event.kind) {
    case 'kill':
    case 'freeze':
      return strikeProcess(run, event);
    case 'cut':
    case 'stall':
    case 'slow':
      return strikeLink(run, event);
    case 'provider':
      await run.stand.mock.setFaults(toMockFaults(event.trouble, event.rate));
      await delay(event.for_ms);
      await run.stand.mock.setFaults(toMockFaults(event.trouble, 0));
      return `${event.trouble} at ${event.rate}`;
    case 'capacity':
      return changeCapacity(run, event.capacity);
    case 'cancel':
      return cancelSomeJob(run, event.pick);
    case 'forge':
      return forgeCallback(run, event.pick);
    case 'deploy':
      return deployWorkers(run);
  }
}
