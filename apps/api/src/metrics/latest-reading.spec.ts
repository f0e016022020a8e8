import { createLatestReading } from './latest-reading';

const MINUTE_MS = 60_000;
const never = new Promise<number>(() => undefined);

/** Answers with these in turn; the last one stays. */
function createSource(...answers: (() => Promise<number>)[]) {
  const source = { asked: 0, read: () => (answers[source.asked++] ?? answers.at(-1)!)() };
  return source;
}
const gives = (value: number) => () => Promise.resolve(value);
const fails = () => Promise.reject(new Error('away'));

describe('createLatestReading', () => {
  it('reads once for all who ask while the value is fresh', async () => {
    const source = createSource(gives(1), gives(2));
    const reading = createLatestReading(source.read, {
      freshMs: MINUTE_MS,
      waitMs: MINUTE_MS,
      goodForMs: MINUTE_MS,
    });
    expect(await Promise.all([reading.get(), reading.get()])).toEqual([1, 1]);
    expect(await reading.get()).toBe(1);
    expect(source.asked).toBe(1);
  });

  it('gives the last value while the next one fails or does not come', async () => {
    const source = createSource(gives(1), fails, () => never);
    const reading = createLatestReading(source.read, { freshMs: 0, waitMs: 10, goodForMs: MINUTE_MS });
    expect([await reading.get(), await reading.get(), await reading.get()]).toEqual([1, 1, 1]);
    expect(await reading.get()).toBe(1);
    // The one that does not come is waited for by all that follow.
    expect(source.asked).toBe(3);
  });

  it('gives null before the first value, and when the last is too old', async () => {
    const failing = createLatestReading(fails, { freshMs: 0, waitMs: 10, goodForMs: MINUTE_MS });
    expect(await failing.get()).toBeNull();
    const source = createSource(gives(1), fails);
    const old = createLatestReading(source.read, { freshMs: 0, waitMs: 10, goodForMs: 0 });
    expect(await old.get()).toBeNull();
  });
});
