import { defineQuery, defineSignal, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import {
  LIMITER,
  type LimiterConfiguration,
  type LimiterQueue,
  type LimiterSnapshot,
  type PermitTraffic,
  type ProviderHealth,
  type ProviderLeases,
} from '@genvideo/models';
import type { LimiterState } from './limiter-state';
import { ProviderBook } from './provider-book';

const snapshotQuery = defineQuery<LimiterSnapshot>(LIMITER.query.snapshot);
const queueQuery = defineQuery<LimiterQueue>(LIMITER.query.queue);
const healthQuery = defineQuery<ProviderHealth>(LIMITER.query.health);
const leasesQuery = defineQuery<ProviderLeases, [string[]]>(LIMITER.query.leases);
const trafficSignal = defineSignal<[PermitTraffic]>(LIMITER.signal.traffic);
const configureSignal = defineSignal<[LimiterConfiguration]>(LIMITER.signal.configure);
const setCapacityUpdate = defineUpdate<LimiterSnapshot, [unknown]>(LIMITER.update.setCapacity);
const pauseUpdate = defineUpdate<LimiterSnapshot>(LIMITER.update.pause);
const resumeUpdate = defineUpdate<LimiterSnapshot>(LIMITER.update.resume);
const drainUpdate = defineUpdate<LimiterSnapshot>(LIMITER.update.drain);

/** The most permits a pool may have; the same bound as in the schema, which workflow code cannot load. */
const MAX_CAPACITY = 10_000;

const invalid = (message: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'InvalidRequest', message: `capacity ${message}`, nonRetryable: true });

function validateCapacity(capacity: unknown): asserts capacity is number {
  if (typeof capacity !== 'number' || !Number.isInteger(capacity)) throw invalid('must be a whole number');
  if (capacity < 1) throw invalid('must be at least 1; to stop granting permits, pause the limiter instead');
  if (capacity > MAX_CAPACITY) throw invalid(`must be at most ${MAX_CAPACITY}`);
}

/** Says how a provider is, and who holds a permit for it. */
function answerForProvider(state: LimiterState): void {
  const { book, provider, pool } = state;
  if (!(book instanceof ProviderBook) || !provider) return;
  const toHealth = (): ProviderHealth => book.toHealth(state.provider ?? provider, pool);
  setHandler(healthQuery, toHealth);
  setHandler(leasesQuery, (workflowIds) => book.toLeases(workflowIds, toHealth()));
}

/** Lets workers ask for permits, operators steer, and anyone look. */
export function answerLimiter(state: LimiterState): void {
  const { book } = state;
  const snapshot = (): LimiterSnapshot => book.toSnapshot(state.pool, Date.now());
  const steer = (change: () => void) => (): LimiterSnapshot => {
    change();
    return snapshot();
  };

  setHandler(trafficSignal, (traffic) => {
    state.heardAt = workflowInfo().historyLength;
    const { acquire = [], held = [], claims = [] } = traffic;
    for (const { workflow_id } of [...acquire, ...held, ...claims]) state.heardOf.add(workflow_id);
    book.take(traffic, Date.now());
  });
  setHandler(configureSignal, ({ capacity, reconcile_seconds, provider }) => {
    book.configure(capacity);
    state.reconcileSeconds = reconcile_seconds;
    if (provider && state.provider) state.provider = provider;
  });
  answerForProvider(state);
  setHandler(snapshotQuery, snapshot);
  setHandler(queueQuery, () => book.toQueue());
  setHandler(
    pauseUpdate,
    steer(() => book.setPaused(true)),
  );
  setHandler(
    resumeUpdate,
    steer(() => book.setPaused(false)),
  );
  setHandler(
    drainUpdate,
    steer(() => book.drain()),
  );
  setHandler(
    setCapacityUpdate,
    (capacity) => {
      validateCapacity(capacity);
      book.setCapacity(capacity);
      return snapshot();
    },
    { validator: validateCapacity },
  );
}
