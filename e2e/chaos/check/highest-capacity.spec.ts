import { toHighestCapacity } from './highest-capacity';

const change = (capacity: number, sent_at_ms: number, confirmed_at_ms: number | null = sent_at_ms + 10) => ({
  ...{ capacity, sent_at_ms, confirmed_at_ms },
});

describe('toHighestCapacity', () => {
  const at = (ms: number) => ({ fromMs: ms, toMs: ms });

  it('is that of the change before', () => {
    const changes = [change(10, 0), change(4, 1_000), change(7, 2_000)];
    expect(toHighestCapacity(changes, at(500))).toBe(10);
    expect(toHighestCapacity(changes, at(1_500))).toBe(4);
    expect(toHighestCapacity(changes, at(2_500))).toBe(7);
  });

  it('is the highest of a span', () => {
    const changes = [change(10, 0), change(4, 1_000), change(7, 2_000)];
    expect(toHighestCapacity(changes, { fromMs: 1_500, toMs: 2_500 })).toBe(7);
    expect(toHighestCapacity(changes, { fromMs: 500, toMs: 2_500 })).toBe(10);
  });

  it('is either while a change is on its way', () => {
    const changes = [change(10, 0), change(4, 1_000, 1_500)];
    expect(toHighestCapacity(changes, at(1_200))).toBe(10);
    expect(toHighestCapacity(changes, at(1_500))).toBe(4);
  });

  it('may be one that nobody confirmed, until another holds for certain that was asked for much later', () => {
    const changes = [change(5, 0), change(15, 1_000, null), change(3, 2_000), change(4, 100_000)];
    expect(toHighestCapacity(changes, at(50_000))).toBe(15);
    expect(toHighestCapacity(changes, at(100_100))).toBe(4);
  });
});
