import type { LimiterSnapshot } from '@genvideo/models';
import { Gauge, type Registry } from 'prom-client';
import type { LatestReading } from './latest-reading';

type Snapshot = Pick<
  LimiterSnapshot,
  'capacity' | 'held' | 'waiting' | 'paused' | 'draining' | 'oldest_wait_seconds' | 'mean_hold_seconds'
>;

/** What each gauge shows of a snapshot; null when that is not known. */
const GAUGES: readonly { name: string; help: string; toValue: (snapshot: Snapshot) => number | null }[] = [
  {
    name: 'genvideo_permits_capacity',
    help: 'How many jobs may execute at once.',
    toValue: ({ capacity }) => capacity,
  },
  {
    name: 'genvideo_permits_held',
    help: 'Permits that jobs hold.',
    toValue: ({ held }) => held,
  },
  {
    name: 'genvideo_permits_waiting',
    help: 'Jobs that wait for a permit.',
    toValue: ({ waiting }) => waiting,
  },
  {
    name: 'genvideo_permits_paused',
    help: '1 while no permits are granted because somebody paused or drains the limiter, else 0.',
    toValue: ({ paused, draining }) => Number(paused || draining),
  },
  {
    name: 'genvideo_permits_oldest_wait_seconds',
    help: 'How long the job that waits longest has waited; 0 when none waits.',
    toValue: ({ oldest_wait_seconds }) => oldest_wait_seconds ?? 0,
  },
  {
    name: 'genvideo_permits_mean_hold_seconds',
    help: 'How long jobs hold their permits lately; absent until the first was handed back.',
    toValue: ({ mean_hold_seconds }) => mean_hold_seconds,
  },
];

/** Shows where the limiter stands. While nobody can tell, the gauges are absent. */
export function registerLimiterGauges(registry: Registry, limiter: LatestReading<Snapshot>): void {
  for (const { name, help, toValue } of GAUGES) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const snapshot = await limiter.get();
        const value = snapshot && toValue(snapshot);
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
  new Gauge({
    name: 'genvideo_jobs',
    help: 'Jobs as the limiter has them: waiting for a permit, or executing with one.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const snapshot = await limiter.get();
      this.reset();
      if (snapshot === null) return;
      this.set({ state: 'waiting' }, snapshot.waiting);
      this.set({ state: 'executing' }, snapshot.held);
    },
  });
}
