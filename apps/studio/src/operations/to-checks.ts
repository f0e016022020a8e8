import type { Health } from '@genvideo/progress-client';
import { TEXTS } from '../texts';

const { operations: texts } = TEXTS;

/** One thing that has to be in order for jobs to run. */
export interface Check {
  name: string;
  isGood: boolean;
  detail: string;
  /** What to do, null where nothing is to be done. */
  hint: string | null;
  isMock: boolean;
}

const good = (name: string, detail: string): Check => ({
  ...{ name, isGood: true, detail, hint: null, isMock: false },
});

type Provider = Health['providers']['image'];

/** How a provider is doing, where that is kept. */
const describeHealth = ({ health }: Provider): string[] => {
  if (health === null) return [];
  const { state, in_flight: tasks, effective_limit: limit } = health;
  return [...(state === 'closed' ? [] : [texts.providerStates[state]]), texts.tasks(tasks, limit)];
};

const toProvider = (name: string, provider: Provider): Check => {
  const { adapter, base_url: url, mock, health, hint } = provider;
  return {
    name,
    isGood: hint === null && (health === null || health.state === 'closed'),
    detail: [texts.provider(adapter, url), ...describeHealth(provider)].join(', '),
    hint,
    isMock: mock,
  };
};

const toWorker = ({ worker }: Health): Check => ({
  name: texts.checks.worker,
  isGood: worker.hint === null,
  detail: worker.pollers === null ? texts.workersUnknown : texts.workers(worker.pollers, worker.task_queue),
  hint: worker.hint,
  isMock: false,
});

const toLimit = ({ limiter }: Health): Check => {
  const { limiter: name } = texts.checks;
  if (limiter === null) return good(name, texts.limiterMissing);
  const detail = `${texts.running} ${limiter.held} / ${limiter.capacity}`;
  return limiter.paused ? { ...good(name, detail), isGood: false, hint: texts.paused } : good(name, detail);
};

/** What the API says of its surroundings, one line each. */
export function toChecks(health: Health): readonly Check[] {
  const { engine, providers } = health;
  return [
    good(texts.checks.api, texts.apiGood),
    {
      name: texts.checks.engine,
      isGood: engine.reachable,
      detail: texts.engineGood(engine.address, engine.namespace),
      hint: engine.hint,
      isMock: false,
    },
    toWorker(health),
    toLimit(health),
    toProvider(texts.checks.image, providers.image),
    toProvider(texts.checks.video, providers.video),
  ];
}
