import {
  describeProviderHealth,
  toProviderAdvice,
  type Health,
  type ProviderHealth,
  type ProviderTrouble,
} from '@genvideo/models';

type ProviderStatus = Health['providers']['image'];

/** Troubles that are none of the system's: less is sent, and it goes on. */
const HARMLESS: readonly (ProviderTrouble | undefined)[] = ['too_many', 'too_fast'];

const toHint = (health: ProviderHealth): string | null => {
  const isWell =
    health.state === 'closed' && (health.cause === null || HARMLESS.includes(health.cause.trouble));
  if (isWell) return null;
  const { advice } = toProviderAdvice(health);
  return [`${health.provider}: ${describeProviderHealth(health)}.`, advice].filter(Boolean).join(' ');
};

/**
 * A provider as everybody may see it, who has no key either: in our own words. What is kept of another adapter than the
 * one that is configured here is what was before.
 */
export function toProviderStatus(
  configured: Pick<ProviderStatus, 'adapter' | 'base_url' | 'mock'>,
  kept: ProviderHealth | null,
): ProviderStatus {
  if (kept === null || kept.provider !== configured.adapter)
    return { ...configured, health: null, hint: null };
  const { state, since, next_probe_at, effective_limit, configured_limit, in_flight, waiting, cause } = kept;
  return {
    ...configured,
    health: {
      ...{ state, trouble: cause?.trouble ?? null, since, next_probe_at },
      ...{ effective_limit, configured_limit, in_flight, waiting },
    },
    hint: toHint(kept),
  };
}
