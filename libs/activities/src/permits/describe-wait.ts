import type { ProviderCause, ProviderHealth } from '@genvideo/models';

/** The most of a provider's own words that a progress message takes over. */
const LONGEST_REASON = 300;

/**
 * What a stage that stands in line waits for, in a sentence for people.
 * @param met the trouble that it met itself; default none
 */
export function describeWait(health: ProviderHealth, met: ProviderCause | null = null): string {
  const { provider, state, effective_limit: limit } = health;
  const cause = met ?? (state === 'closed' ? null : health.cause);
  if (cause) return `Waiting for ${provider}: ${cause.message.slice(0, LONGEST_REASON)}`;
  const tasks = limit === 1 ? 'it has one task, and' : `it has ${limit ?? 'all its'} tasks, and`;
  return `Waiting for ${provider}: ${tasks} takes no more at a time`;
}
