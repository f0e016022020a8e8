import { isNearLimit, toMemoryUse } from './memory-use';

describe('toMemoryUse', () => {
  const limits = { processBytes: 1_000, heapBytes: 500 };

  it('tells the limit that is nearest', () => {
    expect(toMemoryUse({ processBytes: 400, heapBytes: 100 }, limits)).toBe(0.4);
    expect(toMemoryUse({ processBytes: 400, heapBytes: 450 }, limits)).toBe(0.9);
  });

  it('goes by the heap where the process has no limit', () => {
    expect(toMemoryUse({ processBytes: 9_999, heapBytes: 50 }, { ...limits, processBytes: null })).toBe(0.1);
  });
});

describe('isNearLimit', () => {
  it.each([
    ['one peak', [0.5, 0.95, 0.5], 60, false],
    ['too few looks', [0.95, 0.95], 60, false],
    ['three looks in a row', [0.1, 0.9, 0.95, 0.92], 60, true],
    ['a fall after them', [0.95, 0.95, 0.95, 0.8], 60, false],
    ['a process that has just come', [0.99, 0.99, 0.99], 29, false],
  ])('judges %s', (...[, uses, uptimeSeconds, near]) => {
    expect(isNearLimit(uses, uptimeSeconds)).toBe(near);
  });
});
