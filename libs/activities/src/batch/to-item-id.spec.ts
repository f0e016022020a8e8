import { isIdentifier } from '@genvideo/models';
import { toItemId } from './to-item-id';

const item = { batchId: 'b1', index: 7, attempt: 1, requestId: null };

describe('toItemId', () => {
  it("is the item's own id, or one of the batch and its place", () => {
    expect(toItemId({ ...item, requestId: 'mine' })).toBe('mine');
    expect(toItemId(item)).toBe('b1:7');
  });

  it('is another each time that the item is run', () => {
    expect(toItemId({ ...item, attempt: 3 })).toBe('b1:7:retry-2');
    expect(toItemId({ ...item, requestId: 'mine', attempt: 2 })).toBe('mine:retry-1');
  });

  it('is an id however long the names are, and differs where they do', () => {
    const batchId = 'b'.repeat(128);
    const ids = [0, 1, 99_999].map((index) => toItemId({ ...item, batchId, index, attempt: 12 }));
    expect(ids.every(isIdentifier)).toBe(true);
    expect(new Set(ids).size).toBe(3);
  });
});
