import type { ProviderHealth } from '@genvideo/models';
import { toProviderStatus } from './to-provider-status';

const CONFIGURED = { adapter: 'kling', base_url: 'https://kling.test', mock: false };
const HEALTH: ProviderHealth = {
  ...{ pool: 'q:video', stage: 'video', provider: 'kling', state: 'open' },
  cause: {
    ...{ type: 'ProviderMisconfigured', trouble: 'credentials' },
    message: 'POST https://secret.test answered 1000',
  },
  ...{ since: '2026-01-31T12:00:00.123Z', next_probe_at: '2026-01-31T12:01:00.123Z' },
  ...{ effective_limit: 0, configured_limit: 5, in_flight: 0, waiting: 2, openings: 1 },
};

describe('toProviderStatus', () => {
  it('tells state, trouble and what to do, and nothing that the provider said', () => {
    const status = toProviderStatus(CONFIGURED, HEALTH);
    expect(status).toMatchObject({
      health: { state: 'open', trouble: 'credentials', next_probe_at: HEALTH.next_probe_at, waiting: 2 },
      hint: expect.stringMatching(/^kling: it is given nothing since .* Correct the key of kling/),
    });
    expect(JSON.stringify(status)).not.toContain('secret');
  });

  it('has no hint where nobody has to know', () => {
    const closed = { ...HEALTH, state: 'closed' as const, next_probe_at: null };
    expect(toProviderStatus(CONFIGURED, { ...closed, cause: null }).hint).toBeNull();
    const cause = { type: 'RateLimited' as const, trouble: 'too_many' as const, message: '1303' };
    expect(toProviderStatus(CONFIGURED, { ...closed, cause, effective_limit: 2 })).toMatchObject({
      ...{ hint: null, health: { trouble: 'too_many', effective_limit: 2 } },
    });
  });

  it('leaves out what was kept of another adapter, and what nobody knows', () => {
    const nothing = { ...CONFIGURED, health: null, hint: null };
    expect(toProviderStatus(CONFIGURED, { ...HEALTH, provider: 'fal' })).toEqual(nothing);
    expect(toProviderStatus(CONFIGURED, null)).toEqual(nothing);
  });
});
