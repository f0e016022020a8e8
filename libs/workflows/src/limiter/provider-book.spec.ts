import fc from 'fast-check';
import type { ProviderCause, ProviderReport } from '@genvideo/models';
import { ProviderBook, type EncodedProviderBook } from './provider-book';

const START = 1_790_000_000_000;
const UNLIMITED = 10_000;
const PROVIDER = { name: 'kling', stage: 'video' } as const;
const toHealth = (book: ProviderBook) => book.toHealth(PROVIDER, 'q:video');
const toJob = (id: string) => ({ workflow_id: id, user_id: 'ann', priority: 3 });

const DOWN: ProviderCause = { type: 'ServiceUnavailable', trouble: 'unreachable', message: 'refused' };
const FULL: ProviderCause = { type: 'RateLimited', trouble: 'too_many', message: '1303' };

/** A book that knows that nobody holds anything. */
function openBook(capacity = UNLIMITED): ProviderBook {
  const book = new ProviderBook(capacity, START);
  book.assume([], START);
  return book;
}

const leaseOf = (book: ProviderBook, id: string): number | null =>
  book.toLeases([id], toHealth(book)).leases[0] ?? null;

interface Scene {
  jobs: number;
  capacity: number;
  taskSeconds: number;
  /** How many tasks the provider takes at once. */
  room: number;
  /** Seconds during which it takes none. */
  outage: [from: number, until: number];
  /** Whether a request may have had its effect when it fails. */
  isAmbiguous: boolean;
}

/** Jobs and their provider, second by second, until all are done. */
function play({ jobs, capacity, taskSeconds, room, outage: [from, until], isAmbiguous }: Scene) {
  const ids = Array.from({ length: jobs }, (_, index) => `job-${index}`);
  const seen = { refused: 0, met: 0, mostAtOnce: 0, mostHeld: 0, seconds: 0, submissions: 0 };
  const tasks = new Map<string, number>();
  const done = new Set<string>();
  let book = openBook(capacity);
  let now = START;
  const say = (id: string, report: Pick<ProviderReport, 'word' | 'then'>, lease: number): void =>
    book.take({ reports: [{ ...toJob(id), ...report, lease }] }, now);

  const ask = (id: string, lease: number): void => {
    const second = seen.seconds;
    if (second >= from && second < until) {
      seen.met += 1;
      say(id, { word: DOWN, then: isAmbiguous ? 'sleep' : 'wait' }, lease);
    } else if (tasks.size >= room) {
      seen.refused += 1;
      say(id, { word: FULL, then: 'wait' }, lease);
    } else {
      seen.submissions += 1;
      tasks.set(id, second + taskSeconds);
      say(id, { word: 'served', then: 'stay' }, lease);
    }
  };

  book.take({ claims: ids.map(toJob) }, now);
  while (done.size < jobs && seen.seconds < 50_000) {
    seen.seconds += 1;
    now += 1_000;
    if (book.nextPassAt !== null && book.nextPassAt <= now) book.pass(now);
    book.grant(UNLIMITED, now);
    if (seen.seconds % 7 === 0)
      book = ProviderBook.restore(JSON.parse(JSON.stringify(book.encode())) as EncodedProviderBook);
    const held = ids.filter((id) => leaseOf(book, id) !== null);
    seen.mostHeld = Math.max(seen.mostHeld, toHealth(book).in_flight);
    for (const id of held) {
      const lease = leaseOf(book, id);
      if (lease === null) continue;
      if (!tasks.has(id)) ask(id, lease);
      else if (seen.seconds >= (tasks.get(id) ?? 0)) {
        tasks.delete(id);
        done.add(id);
        say(id, { word: 'served', then: 'leave' }, lease);
      }
    }
    seen.mostAtOnce = Math.max(seen.mostAtOnce, tasks.size);
  }
  return { ...seen, done: done.size, health: toHealth(book) };
}

describe('ProviderBook', () => {
  const scenes = fc.record({
    jobs: fc.integer({ min: 1, max: 40 }),
    capacity: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(UNLIMITED)),
    taskSeconds: fc.integer({ min: 1, max: 90 }),
    room: fc.integer({ min: 1, max: 50 }),
    outage: fc
      .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 400 }))
      .map(([from, length]): [number, number] => [from, from + length]),
    isAmbiguous: fc.boolean(),
  });

  it('brings every job to its end, once, within the limit, whatever its provider does', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { done, submissions, mostHeld, mostAtOnce, health } = play(scene);
        expect({ done, submissions }).toEqual({ done: scene.jobs, submissions: scene.jobs });
        expect(mostHeld).toBeLessThanOrEqual(scene.capacity);
        expect(mostAtOnce).toBeLessThanOrEqual(scene.room);
        expect(health).toMatchObject({ in_flight: 0, waiting: 0 });
      }),
      { numRuns: 40 },
    );
  });

  it('asks a provider that is down for an hour some twenty times more than those found out who were there', () => {
    const scene = { jobs: 40, capacity: 10, taskSeconds: 60, room: 50, isAmbiguous: false };
    const { met, done } = play({ ...scene, outage: [30, 3_630] });
    expect(done).toBe(40);
    expect(met).toBeLessThanOrEqual(3 + 10 + 20);
  });

  it('finds out how many tasks a provider takes at the cost of one refusal each, and stays there', () => {
    const scene = { jobs: 40, capacity: UNLIMITED, taskSeconds: 20, room: 3, isAmbiguous: false };
    const { refused, done, mostAtOnce } = play({ ...scene, outage: [0, 0] });
    expect({ done, mostAtOnce }).toEqual({ done: 40, mostAtOnce: 3 });
    expect(refused).toBeLessThanOrEqual(37 + 4);
  });

  it('listens to nobody before it knows who holds permits of an earlier limiter', () => {
    const book = new ProviderBook(1, START);
    book.take({ claims: [toJob('new')] }, START);
    book.assume([toJob('old'), toJob('new')], START);
    expect([book.hasNews, leaseOf(book, 'new')]).toEqual([false, null]);
    book.take({ held: [toJob('old')] }, START);
    expect(leaseOf(book, 'old')).toBe(0);
    book.take({ reports: [{ ...toJob('old'), lease: 77, word: 'served', then: 'leave' }] }, START);
    expect([book.grant(5, START), leaseOf(book, 'old')]).toEqual([['new'], null]);
  });

  it('tells those who wait, and not those who ask at this moment', () => {
    const book = openBook(1);
    book.take({ claims: [toJob('a'), toJob('b')] }, START);
    expect([leaseOf(book, 'a'), leaseOf(book, 'b'), book.hasNews]).toEqual([START, null, false]);
    book.take({ reports: [{ ...toJob('a'), lease: START, word: 'served', then: 'leave' }] }, START);
    expect([leaseOf(book, 'b'), book.grant(5, START)]).toEqual([START + 1, ['b']]);
  });

  it('hears each report of a permit once', () => {
    const book = openBook(2);
    book.take({ claims: [toJob('a'), toJob('b')] }, START);
    const refusal = { ...toJob('a'), lease: START, word: FULL, then: 'wait' } as const;
    book.take({ reports: [refusal, refusal, refusal] }, START);
    expect(toHealth(book)).toMatchObject({
      ...{ in_flight: 1, waiting: 1, effective_limit: 1, configured_limit: 2, cause: FULL, state: 'closed' },
    });
  });

  it('counts who may have a task, and lets it go on first', () => {
    const book = openBook(1);
    book.take({ claims: [toJob('a'), toJob('b')] }, START);
    const ARREARS: ProviderCause = { ...DOWN, trouble: 'account' };
    book.take({ reports: [{ ...toJob('a'), lease: START, word: ARREARS, then: 'sleep' }] }, START);
    expect(toHealth(book)).toMatchObject({ state: 'open', in_flight: 1, waiting: 2, effective_limit: 0 });
    expect(book.holders()).toEqual(['a']);
    book.pass(START + 5_000);
    expect(book.grant(5, START + 5_000)).toEqual(['a']);
    expect(toHealth(book)).toMatchObject({ state: 'half_open', in_flight: 1, waiting: 1 });
  });

  it('tries another one when the one that was tried has gone without a word', () => {
    const book = openBook(4);
    book.take({ claims: ['a', 'b', 'c'].map(toJob) }, START);
    const lost = { word: { ...DOWN, trouble: 'maintenance' as const }, then: 'wait' as const };
    const reports = ['a', 'b', 'c'].map((id, index) => ({ ...toJob(id), ...lost, lease: START + index }));
    book.take({ reports }, START);
    book.pass(START + 5_000);
    expect(book.grant(5, START)).toEqual(['a']);
    expect(book.grant(5, START)).toEqual([]);
    book.take({ release: ['a'] }, START);
    expect(book.grant(5, START)).toEqual(['b']);
  });

  it('never gives out more than there is, and is the same after a continue-as-new, whatever it is told', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const report = fc.record({
      workflow_id: id,
      user_id: fc.constant('ann'),
      priority: fc.constant(3),
      lease: fc.integer({ min: START, max: START + 10 }),
      word: fc.constantFrom<ProviderReport['word']>('served', DOWN, FULL, null),
      then: fc.constantFrom('stay', 'leave', 'wait', 'sleep'),
    });
    const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });
    const traffic = fc.record({
      acquire: some(id.map(toJob)),
      claims: some(id.map(toJob)),
      release: some(id),
      reports: some(report),
    });
    fc.assert(
      fc.property(fc.array(traffic, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (all, capacity) => {
        const book = openBook(capacity);
        all.forEach((each, second) => {
          const now = START + second * 3_000;
          book.take(each, now);
          book.pass(now);
          book.grant(2, now);
          const { in_flight, waiting } = toHealth(book);
          expect(in_flight).toBeLessThanOrEqual(capacity);
          expect(in_flight + waiting).toBeLessThanOrEqual(6 + book.encode().provider.asleep.length);
          expect(ProviderBook.restore(book.encode()).encode()).toEqual(book.encode());
        });
      }),
    );
  });
});
