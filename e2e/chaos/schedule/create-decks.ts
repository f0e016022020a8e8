import { ENGINE_ROLES, LINKS, PROVIDER_TROUBLES, type ChaosDeed } from './chaos-event';
import type { Random } from './create-random';

/** Who there is, for the choice among equals. */
export interface Cast {
  workers: number;
  apis: number;
  /** The capacity at the beginning; changes are around it. */
  capacity: number;
}

/** Makes one deed of a kind. */
export type Card = (random: Random) => ChaosDeed;

/** What comes up together. */
export type Theme = 'kill' | 'freeze' | 'link' | 'provider' | 'world';

/** How many of each link there are. The provider's are pictures and videos. */
const countLinks = (link: (typeof LINKS)[number], { workers, apis }: Cast): number => {
  if (link === 'worker-engine') return workers;
  if (link === 'worker-provider') return 2;
  return link === 'api-engine' ? apis : 1;
};

function toProcessCards(kind: 'kill' | 'freeze', { workers, apis }: Cast): Card[] {
  const onWorker: Card = (random) => ({ kind, target: `worker-${random.whole(0, workers - 1)}` });
  const onApi: Card = (random) => ({ kind, target: `api-${random.whole(0, apis - 1)}` });
  return [
    onWorker,
    onWorker,
    onApi,
    ...ENGINE_ROLES.map((role): Card => () => ({ kind, target: `engine-${role}` })),
  ];
}

function toLinkCards(cast: Cast): Card[] {
  return LINKS.flatMap((link): Card[] => {
    const at = (random: Random) => ({ link, index: random.whole(0, countLinks(link, cast) - 1) });
    return [
      (random) => ({ kind: 'cut', ...at(random) }),
      (random) => ({ kind: 'stall', ...at(random) }),
      (random) => ({
        ...{ kind: 'slow', ...at(random) },
        latency_ms: random.whole(50, 500),
        bytes_per_second: random.whole(20_000, 200_000),
      }),
    ];
  });
}

function toWorldCards({ capacity }: Cast): Card[] {
  const cancel: Card = (random) => ({ kind: 'cancel', pick: random.share() });
  const forge: Card = (random) => ({ kind: 'forge', pick: random.share() });
  const change: Card = (random) => ({
    kind: 'capacity',
    capacity: random.whole(Math.ceil(capacity / 3), Math.ceil(capacity * 1.5)),
  });
  return [cancel, cancel, cancel, forge, change, change];
}

/** All that may happen, by theme. */
export function createDecks(cast: Cast): Record<Theme, readonly Card[]> {
  return {
    kill: toProcessCards('kill', cast),
    freeze: toProcessCards('freeze', cast),
    link: toLinkCards(cast),
    provider: PROVIDER_TROUBLES.map((trouble): Card => (random) => ({
      ...{ kind: 'provider', trouble },
      rate: random.whole(10, 50) / 100,
    })),
    world: toWorldCards(cast),
  };
}
