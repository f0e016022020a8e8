import { checkClock } from './check-clock';
import { toEngineAhead } from './to-engine-ahead';

describe('checkClock', () => {
  it('says whose clock is off, and which way', () => {
    const { status, message } = checkClock({ api: -612.3, engine: 600 });
    expect(status).toBe('warn');
    expect(message).toBe("the engine's clock is 600 s ahead, and the API's clock is 612 s behind");
  });

  it('is content with seconds', () => {
    expect(checkClock({ api: 1, engine: -4 })).toMatchObject({ status: 'ok' });
    expect(checkClock({ api: null, engine: 0 }).message).toBe("the engine's clock agrees with this one");
  });

  it('says when nobody told', () => {
    expect(checkClock({ api: null, engine: null })).toMatchObject({ status: 'skip' });
  });
});

describe('toEngineAhead', () => {
  it.each([
    [null, null],
    [30, 0],
    [-599, 599],
    // Ten minutes ago, where the engine remembers five.
    [600, -300],
  ])('makes of a poll %p s ago that the engine is %p s ahead', (latest, ahead) => {
    expect(toEngineAhead(latest)).toBe(ahead);
  });
});
