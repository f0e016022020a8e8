import { createFaultDice, rollFault, type Roll } from './fault-dice';

const keys = Array.from({ length: 200 }, (_, index) => `workflow-${index}-image-1`);
const faults = ['image.failure_rate', 'image.stuck_rate'];

/** Every key asks about every fault three times; `order` gives who asks when. */
function decide(
  seed: number,
  order: (questions: [string, string][]) => [string, string][],
): Record<string, number[]> {
  const dice = createFaultDice(seed);
  const questions = [1, 2, 3].flatMap(() =>
    faults.flatMap((fault) => keys.map((key): [string, string] => [fault, key])),
  );
  const answers: Record<string, number[]> = {};
  for (const [fault, key] of order(questions))
    (answers[`${fault} ${key}`] ??= []).push(dice.next(fault, key));
  return answers;
}

/** A shuffle that is another one for each salt. */
function shuffle<T>(salt: number, items: readonly T[]): T[] {
  const rank = (index: number) =>
    rollFault({ seed: salt, fault: 'shuffle', key: String(index), occurrence: 1 });
  return items
    .map((item, index) => ({ item, rank: rank(index) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

describe('createFaultDice', () => {
  it.each([1, 2, 3, 4, 5])('decides alike whatever the order of arrival (shuffle %i)', (salt) => {
    expect(decide(7, (questions) => shuffle(salt, questions))).toEqual(decide(7, (questions) => questions));
  });

  it('decides otherwise for another seed', () => {
    expect(decide(8, (questions) => questions)).not.toEqual(decide(7, (questions) => questions));
  });

  it('starts its counts anew after a reset', () => {
    const dice = createFaultDice(1);
    const first = [dice.next('f', 'k'), dice.next('f', 'k')];
    dice.reset();
    expect([dice.next('f', 'k'), dice.next('f', 'k')]).toEqual(first);
    dice.reset(2);
    expect(dice.next('f', 'k')).not.toBe(first[0]);
  });
});

describe('rollFault', () => {
  const roll: Roll = { seed: 1, fault: 'image.failure_rate', key: 'k', occurrence: 1 };

  it.each([{ seed: 2 }, { fault: 'video.failure_rate' }, { key: 'l' }, { occurrence: 2 }])(
    'depends on %o',
    (change) => {
      expect(rollFault({ ...roll, ...change })).not.toBe(rollFault(roll));
    },
  );

  it('is spread evenly over 0 to 1', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let occurrence = 1; occurrence <= 10_000; occurrence += 1) {
      const tenth = Math.floor(rollFault({ ...roll, occurrence }) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
