import fc from 'fast-check';
import type { ProviderCause } from '@genvideo/models';
import { Breaker } from './breaker';

const UNREACHABLE: ProviderCause = { type: 'ServiceUnavailable', trouble: 'unreachable', message: 'refused' };
const ARREARS: ProviderCause = { type: 'ProviderMisconfigured', trouble: 'account', message: 'top it up' };

const START = 1_790_000_000_000;

/** A breaker that opened at `START`, and the first permit after that. */
function open(cause = ARREARS): Breaker {
  const breaker = Breaker.create(START);
  breaker.trouble(cause, { lease: 1, nextLease: 10, now: START });
  return breaker;
}

const probe = (breaker: Breaker): number => {
  const now = breaker.probeAt ?? 0;
  breaker.pass(now, 1);
  return now;
};

describe('Breaker', () => {
  it('opens after three troubles in a row that may be chance, and at once after one that is none', () => {
    const breaker = Breaker.create(START);
    const meet = () => breaker.trouble(UNREACHABLE, { lease: 1, nextLease: 10, now: START });
    meet();
    meet();
    breaker.served(1, START);
    meet();
    meet();
    expect(breaker.state).toBe('closed');
    meet();
    expect(breaker).toMatchObject({ state: 'open', most: 0, cause: UNREACHABLE, probeAt: START + 5_000 });
    expect(open()).toMatchObject({ state: 'open', cause: ARREARS });
  });

  it('tries one task after a rest that doubles up to five minutes', () => {
    const breaker = open();
    const rests: number[] = [];
    for (let lease = 10; lease < 20; lease += 1) {
      const since = breaker.since;
      const now = probe(breaker);
      expect(breaker).toMatchObject({ state: 'half_open', most: 1 });
      rests.push((now - since) / 1_000);
      breaker.trouble(UNREACHABLE, { lease, nextLease: lease + 1, now });
      expect(breaker.state).toBe('open');
    }
    expect(rests).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
  });

  it('gives twice as many each time it took all that it was given, and trusts it in the end', () => {
    const breaker = open();
    const now = probe(breaker);
    const levels = new Set<number>();
    for (let lease = 10; breaker.state !== 'closed'; lease += 1) {
      levels.add(breaker.most);
      breaker.served(lease, now);
    }
    expect([...levels]).toEqual([1, 2, 4, 8, 16, 32]);
    expect(breaker).toMatchObject({ most: Infinity, cause: null });
  });

  it('does not listen to what those say who began before it opened', () => {
    const breaker = open();
    const now = probe(breaker);
    breaker.trouble(ARREARS, { lease: 9, nextLease: 11, now });
    breaker.served(9, now);
    expect(breaker).toMatchObject({ state: 'half_open', most: 1 });
  });

  it('holds nobody back while nobody waits', () => {
    const breaker = open();
    const now = probe(breaker);
    breaker.served(10, now);
    expect(breaker.state).toBe('ramping');
    breaker.pass(now, 0);
    expect(breaker.state).toBe('closed');
  });

  it('gives nothing while it is open, and never rests for longer than five minutes, whatever it hears', () => {
    const word = fc.record({
      kind: fc.constantFrom('served', 'unreachable', 'arrears', 'time'),
      lease: fc.integer({ min: 0, max: 50 }),
      seconds: fc.integer({ min: 0, max: 400 }),
      waiting: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const breaker = Breaker.create(START);
        let now = START;
        for (const { kind, lease, seconds, waiting } of words) {
          now += seconds * 1_000;
          if (kind === 'served') breaker.served(lease, now);
          if (kind === 'unreachable') breaker.trouble(UNREACHABLE, { lease, nextLease: 51, now });
          if (kind === 'arrears') breaker.trouble(ARREARS, { lease, nextLease: 51, now });
          if (kind === 'time') breaker.pass(now, waiting);
          const { state, most, probeAt, cause } = breaker;
          expect(most === 0).toBe(state === 'open');
          expect(most === Infinity).toBe(state === 'closed');
          expect(cause === null).toBe(state === 'closed');
          expect(probeAt !== null).toBe(state === 'open');
          expect((probeAt ?? now) - now).toBeLessThanOrEqual(300_000);
          expect(Breaker.decode(breaker.encode()).encode()).toEqual(breaker.encode());
        }
      }),
    );
  });
});
