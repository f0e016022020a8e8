import { readEngineTime, setEngineTime } from './engine-time';

afterEach(() => setEngineTime(null));

describe('readEngineTime', () => {
  it("is this machine's clock, as long as nobody says otherwise", () => {
    const before = Date.now();
    expect(readEngineTime()).toBeGreaterThanOrEqual(before);
  });

  it('goes on from what it was said to be', () => {
    const engineMs = Date.now() - 600_000;
    setEngineTime(engineMs);
    const [first, second] = [readEngineTime(), readEngineTime()];
    expect(first).toBeGreaterThanOrEqual(engineMs);
    expect(second).toBeGreaterThanOrEqual(first);
    expect(Date.now() - second).toBeGreaterThan(590_000);
  });
});
