import { describeProviderHealth } from './describe-provider-health';
import { toProviderAdvice } from './provider-advice';
import { providerTroubleSchema, type ProviderHealth, type ProviderTrouble } from './schemas/provider-health';

const WELL: ProviderHealth = {
  ...{ pool: 'q:video', stage: 'video', provider: 'kling', state: 'closed', cause: null },
  ...{ since: '2026-01-31T12:00:00.123Z', next_probe_at: null },
  ...{ effective_limit: null, configured_limit: null, in_flight: 0, waiting: 0, openings: 0 },
};
const toCause = (trouble: ProviderTrouble) => ({
  type: 'ServiceUnavailable' as const,
  trouble,
  message: 'POST https://user:secret@kling answered 1101',
});

describe('describeProviderHealth', () => {
  it.each<[string, Partial<ProviderHealth>]>([
    ['it is given all there is', {}],
    ['it is given 4 tasks at once', { effective_limit: 4, configured_limit: 4 }],
    [
      'it is given 1 task at once of the 4 that are configured, because it allows no more at once; 1 job waits in line',
      { effective_limit: 1, configured_limit: 4, cause: toCause('too_many'), waiting: 1 },
    ],
    [
      'it is given nothing since 2026-01-31T12:00:00Z, because something is wrong with the account; one task tries it at 2026-01-31T12:01:00Z; 12 jobs wait in line',
      {
        ...{ state: 'open', effective_limit: 0, cause: toCause('account'), waiting: 12 },
        next_probe_at: '2026-01-31T12:01:00.000Z',
      },
    ],
    [
      'one task tries whether it works again, because it is in maintenance',
      { state: 'half_open', effective_limit: 1, cause: toCause('maintenance') },
    ],
    [
      'it works again since 2026-01-31T12:00:00Z: it is given 2 tasks at once',
      { state: 'ramping', effective_limit: 2, cause: toCause('maintenance') },
    ],
  ])('says: %s', (sentence, change) => {
    expect(describeProviderHealth({ ...WELL, ...change })).toBe(sentence);
  });
});

describe('toProviderAdvice', () => {
  it('has a word on every trouble, and none of the provider in it', () => {
    for (const trouble of providerTroubleSchema.options) {
      const { actor, advice } = toProviderAdvice({ ...WELL, cause: toCause(trouble) });
      expect(actor === 'operator').toBe(['unreachable', 'account', 'credentials'].includes(trouble));
      expect(advice ?? '').not.toContain('secret');
    }
  });

  it('names the settings of the stage', () => {
    const cause = toCause('credentials');
    expect(toProviderAdvice({ ...WELL, cause }).advice).toContain('VIDEO_API_SECRET_KEY');
    expect(toProviderAdvice({ cause, stage: 'image', provider: 'comfyui' }).advice).toContain(
      '(IMAGE_API_KEY)',
    );
  });

  it('has nothing to say where nothing is wrong', () => {
    expect(toProviderAdvice(WELL)).toEqual({ actor: 'nobody', advice: null });
  });
});
