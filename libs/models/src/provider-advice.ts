import type { Actor } from './failure-table';
import type { ProviderHealth, ProviderTrouble } from './schemas/provider-health';
import type { Stage } from './submission-id';

/** Who can end a provider's trouble, and how; `advice` is null where it ends by itself. */
export interface ProviderAdvice {
  actor: Actor;
  advice: string | null;
}

/** What the settings of a stage's provider begin with. */
const PREFIX: Record<Stage, string> = { image: 'IMAGE', video: 'VIDEO' };

const ADVICE: Record<ProviderTrouble, (stage: Stage, provider: string) => ProviderAdvice> = {
  maintenance: () => ({ actor: 'provider', advice: null }),
  server_error: (_stage, provider) => ({
    actor: 'provider',
    advice: `See the log or the status page of ${provider}; nothing has to be done here.`,
  }),
  unreachable: (stage, provider) => ({
    actor: 'operator',
    advice: `Start ${provider}, or set ${PREFIX[stage]}_API_BASE_URL to where it is and restart the workers.`,
  }),
  account: (_stage, provider) => ({
    actor: 'operator',
    advice: `See the account in the console of ${provider}: arrears, resource pack, permissions, allowed addresses.`,
  }),
  credentials: (stage, provider) => ({
    actor: 'operator',
    advice: `Correct the key of ${provider} (${toKeyNames(stage, provider)}) and restart the workers.`,
  }),
  too_many: (stage, provider) => ({
    actor: 'nobody',
    advice: `Set ${PREFIX[stage]}_MAX_IN_FLIGHT to what ${provider} allows at once, so that nothing is refused.`,
  }),
  too_fast: () => ({ actor: 'nobody', advice: null }),
};

const toKeyNames = (stage: Stage, provider: string): string =>
  provider === 'kling'
    ? `VIDEO_API_ACCESS_KEY and VIDEO_API_SECRET_KEY, or ${PREFIX[stage]}_API_KEY`
    : `${PREFIX[stage]}_API_KEY`;

/** What to do about a provider's trouble; jobs that wait for it go on by themselves afterwards. */
export function toProviderAdvice({
  cause,
  stage,
  provider,
}: Pick<ProviderHealth, 'cause' | 'stage' | 'provider'>): ProviderAdvice {
  return cause === null ? { actor: 'nobody', advice: null } : ADVICE[cause.trouble](stage, provider);
}
