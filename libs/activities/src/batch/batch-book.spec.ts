import { BatchBook } from './batch-book';

const drain = (book: BatchBook): number[] => {
  const order: number[] = [];
  for (let index = book.begin(); index !== null; index = book.begin()) order.push(index);
  return order;
};

describe('BatchBook', () => {
  it('begins items in order, leaving out those that have ended', () => {
    const book = new BatchBook(5);
    book.end(1, 'failed');
    book.end(3, 'completed');
    expect(drain(book)).toEqual([0, 2, 4]);
    expect(book.counts).toEqual({ total: 5, completed: 1, failed: 1, cancelled: 0, running: 3 });
  });

  it('begins what is run again after everything else, earlier runs first', () => {
    const attempts = new Map([
      [0, 3],
      [1, 2],
      [3, 2],
    ]);
    const book = new BatchBook(5, attempts);
    expect(drain(book)).toEqual([2, 4, 1, 3, 0]);
    expect([0, 1, 2].map((index) => book.attemptOf(index))).toEqual([3, 2, 1]);
  });

  it('begins what was put back in its place, once it is rewound', () => {
    const book = new BatchBook(4, new Map([[0, 2]]));
    for (const index of book.beginSome(4)) if (index !== 2) book.putBack(index);
    expect(book.counts).toMatchObject({ running: 1 });
    expect(drain(book)).toEqual([]);
    book.rewind();
    expect(drain(book)).toEqual([1, 3, 0]);
  });

  it('lets twins wait for the one they are equal to', () => {
    const book = new BatchBook(4, new Map(), new Map([[0, [1, 3]]]));
    expect(drain(book)).toEqual([0, 2]);
    expect(book.twinsOf(0)).toEqual([1, 3]);
    for (const index of [0, 1, 3]) book.end(index, 'completed');
    expect(book.counts).toMatchObject({ completed: 3, running: 1 });
    expect(book.waiting).toBe(0);
  });
});
