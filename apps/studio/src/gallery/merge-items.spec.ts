import { mergeItems } from './merge-items';

const items = (...ids: string[]) => ids.map((workflow_id) => ({ workflow_id }));

describe('mergeItems', () => {
  it('adds at the end what is not there yet, once', () => {
    expect(mergeItems(items('a', 'b'), items('b', 'c', 'c'), 'end')).toEqual(items('a', 'b', 'c'));
  });

  it('puts what is new in front', () => {
    expect(mergeItems(items('b', 'c'), items('a', 'b'), 'start')).toEqual(items('a', 'b', 'c'));
  });

  it('is the same list where nothing is new, so that nothing is drawn again', () => {
    const before = items('a', 'b');
    expect(mergeItems(before, items('b'), 'start')).toBe(before);
  });
});
