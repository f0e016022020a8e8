import { createOutageClock } from './outage-clock';

describe('createOutageClock', () => {
  const start = () => {
    const at = { ms: 0 };
    return { at, clock: createOutageClock(() => at.ms) };
  };

  it('runs from the first failure, however long it was quiet before', () => {
    const { at, clock } = start();
    clock.heard();
    at.ms = 3_600_000;
    expect(clock.failed()).toBe(0);
    at.ms += 700;
    expect(clock.failed()).toBe(700);
  });

  it('begins anew once something was heard', () => {
    const { at, clock } = start();
    clock.heard();
    clock.failed();
    at.ms = 500;
    clock.heard();
    expect(clock.failed()).toBe(0);
  });

  it('knows when nothing was ever heard', () => {
    expect(start().clock.failed()).toBeNull();
  });
});
