import { openContestant, type OpenContestant } from './contestants/open-contestant';
import { interleave } from './interleave';
import type { Measurement } from './measurement';
import { measureTurn, type TurnContext } from './measure-turn';
import type { LoadScenario } from './scenario';
import type { Stand } from './stand/stand';

export interface LoadContext extends Omit<TurnContext, 'stand' | 'round' | 'scenario' | 'readHops'> {
  stand: Stand;
  rounds: number;
  onMeasured: (measurement: Measurement) => void;
  /** Told why a contestant is left out. */
  onNote: (note: string) => void;
}

async function openAll(scenario: LoadScenario, stand: Stand, onNote: LoadContext['onNote']) {
  const open: OpenContestant[] = [];
  for (const name of scenario.contestants) {
    const opened = await openContestant(name, stand, scenario.limit);
    if (typeof opened === 'string') onNote(opened);
    else open.push(opened);
  }
  return open;
}

/**
 * Lets all contestants run a scenario's jobs in alternating rounds, after one to warm up that does not count. That one is
 * as long as the others: a worker compiles what it does often for as long as a few hundred jobs.
 */
export async function measureLoad(scenario: LoadScenario, context: LoadContext): Promise<void> {
  const { rounds, onMeasured, onNote, ...rest } = context;
  const open = await openAll(scenario, context.stand, onNote);
  for (const { contestant } of open) await measureTurn(contestant, { ...rest, scenario, round: 0 });
  for (const { round, contestant: each } of interleave(open, rounds)) {
    const { contestant, readHops } = each;
    onMeasured(await measureTurn(contestant, { ...rest, scenario, round, readHops }));
  }
}
