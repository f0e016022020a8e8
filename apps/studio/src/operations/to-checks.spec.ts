import type { Health } from '@genvideo/progress-client';
import { TEXTS } from '../texts';
import { toChecks } from './to-checks';

const provider: Health['providers']['image'] = {
  ...{ adapter: 'comfyui', base_url: 'http://gpu:8188', mock: false, hint: null },
  health: {
    ...{ state: 'closed', since: '2026-01-31T12:00:00Z', next_probe_at: null, effective_limit: 4 },
    ...{ configured_limit: 4, in_flight: 1, waiting: 0, trouble: null },
  },
};

const health: Health = {
  status: 'ok',
  engine: { reachable: true, address: 'e:7233', namespace: 'default', hint: null },
  worker: { task_queue: 'q', pollers: 1, hint: null },
  limiter: { capacity: 4, held: 1, waiting: 0, paused: false },
  providers: { image: provider, video: { ...provider, health: null, mock: true } },
  storage: { kind: 'disk', store_id: null },
  mock: false,
};

const find = (part: Partial<Health>, name: string) =>
  toChecks({ ...health, ...part }).find((check) => check.name === name);

describe('toChecks', () => {
  it('finds everything in order where it is', () => {
    expect(toChecks(health).every(({ isGood, hint }) => isGood && hint === null)).toBe(true);
    expect(find({}, TEXTS.operations.checks.video)).toMatchObject({ isMock: true });
  });

  it('says what to do where the API does', () => {
    const hint = 'Start one.';
    expect(
      find({ worker: { task_queue: 'q', pollers: 0, hint } }, TEXTS.operations.checks.worker),
    ).toMatchObject({
      ...{ isGood: false, hint },
    });
  });

  it('points at a limit that is paused and a provider that is given nothing', () => {
    const limiter = { capacity: 4, held: 0, waiting: 9, paused: true };
    expect(find({ limiter }, TEXTS.operations.checks.limiter)?.isGood).toBe(false);
    const image = { ...provider, health: provider.health && { ...provider.health, state: 'open' as const } };
    expect(find({ providers: { image, video: provider } }, TEXTS.operations.checks.image)).toMatchObject({
      isGood: false,
      detail: expect.stringContaining(TEXTS.operations.providerStates.open),
    });
  });
});
