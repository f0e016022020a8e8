import type { ChaosDeed, ChaosEvent } from './chaos-event';
import { createDecks, type Card, type Cast, type Theme } from './create-decks';
import { createRandom, type Random } from './create-random';

export interface SchedulePlan extends Cast {
  seed: number;
  /** How long there is trouble; all of it is over by then. */
  durationMs: number;
}

/** The themes take turns, so that a short run has some of each. */
const TURNS: readonly Theme[] = ['kill', 'link', 'world', 'provider', 'freeze', 'link'];

/** The usual time between two events; a short run has them closer together. */
const SPACING_MS = 4_000;
const FEWEST_EVENTS = 14;

/** Nothing begins in the first moment, nor so late that it could not be felt. */
const LEAD_MS = 1_000;
const TAIL_MS = 2_000;

/** What is let go again before it is taken anew. */
const REST_MS = 200;

/** How long each lasts. Who is killed comes back soon, as a supervisor would have it. */
const DURATIONS_MS: Partial<Record<ChaosDeed['kind'], readonly [number, number]>> = {
  kill: [0, 3_000],
  freeze: [2_000, 15_000],
  cut: [2_000, 10_000],
  stall: [2_000, 10_000],
  slow: [4_000, 12_000],
  provider: [5_000, 20_000],
};

/** What cannot be under two troubles at once. */
const toHold = (deed: ChaosDeed): string | null => {
  if ('target' in deed) return deed.target;
  if ('link' in deed) return `${deed.link} ${deed.index}`;
  return 'trouble' in deed ? deed.trouble : null;
};

/** Deals from shuffled decks, each of which comes up whole before any of its cards comes again. */
function createDealer(cast: Cast, random: Random): (theme: Theme) => ChaosDeed {
  const decks = createDecks(cast);
  const left: Record<Theme, Card[]> = { kill: [], freeze: [], link: [], provider: [], world: [] };
  return (theme) => {
    if (left[theme].length === 0) left[theme] = random.shuffle(decks[theme]);
    const card = left[theme].shift();
    if (card === undefined) throw new Error(`There is nothing to do of theme ${theme}`);
    return card(random);
  };
}

/**
 * What happens when: a pure function of its input, so that a seed tells everything about a run. Whatever is stopped, cut
 * or slowed is let go within the time, and all workers are replaced in the middle.
 */
export function makeSchedule({ seed, durationMs, ...cast }: SchedulePlan): ChaosEvent[] {
  const random = createRandom(seed);
  const deal = createDealer(cast, random);
  const spacingMs = Math.min(SPACING_MS, durationMs / FEWEST_EVENTS);
  const lastMs = durationMs - TAIL_MS;
  const heldUntil = new Map<string, number>();
  const events: ChaosEvent[] = [{ kind: 'deploy', at_ms: Math.round(durationMs / 2), for_ms: 0 }];
  for (let turn = 0; LEAD_MS + turn * spacingMs < lastMs; turn += 1) {
    const deed = deal(TURNS[turn % TURNS.length] ?? 'world');
    const hold = toHold(deed);
    const dueMs = LEAD_MS + (turn + random.share() * 0.8) * spacingMs;
    const at_ms = Math.round(Math.max(dueMs, (hold !== null && heldUntil.get(hold)) || 0));
    const [min, max] = DURATIONS_MS[deed.kind] ?? [0, 0];
    const for_ms = Math.min(random.whole(min, max), durationMs - at_ms);
    if (at_ms > lastMs) continue;
    if (hold !== null) heldUntil.set(hold, at_ms + for_ms + REST_MS);
    events.push({ ...deed, at_ms, for_ms });
  }
  return events.sort((left, right) => left.at_ms - right.at_ms);
}
