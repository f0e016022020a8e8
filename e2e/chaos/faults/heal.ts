import { LINKS, PROVIDER_TROUBLES } from '../schedule/chaos-event';
import type { ChaosRun } from './chaos-run';
import { toMockFaults } from './provider-faults';

const MOST_PER_LINK = 16;

/** Takes back whatever could still be wrong, also after a deed that failed in the middle. */
export async function heal({ stand }: ChaosRun): Promise<void> {
  for (const link of LINKS) {
    for (let index = 0; index < MOST_PER_LINK; index += 1) stand.relayOf(link, index)?.set({ is: 'whole' });
  }
  for (const { part } of [...stand.workers, ...stand.apis]) part.signal('SIGCONT');
  const rates = PROVIDER_TROUBLES.map((trouble) => toMockFaults(trouble, 0));
  await stand.mock.setFaults(Object.assign({}, ...rates) as Record<string, number>);
}
