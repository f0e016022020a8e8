import { createSharedReads } from './create-shared-reads';

interface Answer {
  read: number;
}

/** Counts reads; each is answered when the spec says so. */
const createSource = () => {
  const settlers: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  return {
    settlers,
    read: () => new Promise<Answer>((resolve, reject) => settlers.push({ resolve, reject })),
  };
};

describe('createSharedReads', () => {
  it('reads once for all who ask for the same at a time, and for those who come soon after', async () => {
    const reads = createSharedReads<Answer>(2);
    const { settlers, read } = createSource();
    const both = Promise.all([reads.get('a', read), reads.get('a', read)]);
    settlers[0]?.resolve({ read: 1 });
    expect(await both).toEqual([{ read: 1 }, { read: 1 }]);
    expect(await reads.get('a', read)).toEqual({ read: 1 });
    expect(settlers).toHaveLength(1);
  });

  it('tells all who wait of a failure, and reads again for the next', async () => {
    const reads = createSharedReads<Answer>(2);
    const { settlers, read } = createSource();
    const both = Promise.allSettled([reads.get('a', read), reads.get('a', read)]);
    settlers[0]?.reject(new Error('away'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = reads.get('a', read);
    settlers[1]?.resolve({ read: 2 });
    expect(await next).toEqual({ read: 2 });
  });

  it('remembers no more than so many answers, and answers everybody all the same', async () => {
    const reads = createSharedReads<Answer>(2);
    const { settlers, read } = createSource();
    const all = Promise.all(['a', 'b', 'c', 'd'].map((key) => reads.get(key, read)));
    settlers.forEach(({ resolve }, index) => resolve({ read: index }));
    expect(await all).toEqual([{ read: 0 }, { read: 1 }, { read: 2 }, { read: 3 }]);
    void reads.get('a', read);
    void reads.get('d', read);
    expect(settlers).toHaveLength(5);
  });
});
