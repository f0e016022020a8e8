import type { ProviderHealth } from '@genvideo/models';
import { providerStateSchema } from '@genvideo/models/schemas';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { ProvidersHealth } from '../limiter/read-providers';
import type { LatestReading } from './latest-reading';

type Health = Pick<ProviderHealth, 'stage' | 'provider' | 'effective_limit' | 'in_flight' | 'waiting'>;

/** What each gauge shows of a provider; null when there is nothing to show. */
const GAUGES: readonly { name: string; help: string; toValue: (health: Health) => number | null }[] = [
  {
    name: 'genvideo_provider_limit',
    help: 'How many tasks the provider may have at present: 0 while it is given nothing, absent without a limit.',
    toValue: ({ effective_limit: limit }) => limit,
  },
  {
    name: 'genvideo_provider_in_flight',
    help: 'Jobs that have, or may have, a task at the provider.',
    toValue: ({ in_flight: count }) => count,
  },
  {
    name: 'genvideo_provider_waiting',
    help: 'Jobs that have their permit and wait in line for the provider.',
    toValue: ({ waiting }) => waiting,
  },
];

/** Shows how providers are whose adapters keep account of that. While nobody can tell, the gauges are absent. */
export function registerProviderGauges(registry: Registry, providers: LatestReading<ProvidersHealth>): void {
  const readKept = async (): Promise<ProviderHealth[]> =>
    Object.values((await providers.get()) ?? {}).filter((health) => health !== null);
  for (const { name, help, toValue } of GAUGES) {
    new Gauge({
      name,
      help,
      labelNames: ['stage', 'provider'],
      registers: [registry],
      async collect() {
        const kept = await readKept();
        this.reset();
        for (const health of kept) {
          const value = toValue(health);
          if (value !== null) this.set({ stage: health.stage, provider: health.provider }, value);
        }
      },
    });
  }
  new Counter({
    name: 'genvideo_provider_openings_total',
    help: 'How often the provider was given nothing more, because it was in trouble, since anything is kept of it.',
    labelNames: ['stage', 'provider'],
    registers: [registry],
    async collect() {
      const kept = await readKept();
      this.reset();
      for (const { stage, provider, openings } of kept) this.inc({ stage, provider }, openings);
    },
  });
  new Gauge({
    name: 'genvideo_provider_state',
    help: '1 for the state that the provider is in: closed (all is well), open (given nothing), half_open (one task tries it), ramping (works again).',
    labelNames: ['stage', 'provider', 'state'],
    registers: [registry],
    async collect() {
      const kept = await readKept();
      this.reset();
      for (const { stage, provider, state: present } of kept)
        for (const state of providerStateSchema.options)
          this.set({ stage, provider, state }, Number(state === present));
    },
  });
}
