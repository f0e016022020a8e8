import { createBatchId, toBatchId } from './batch-id';

describe('toBatchId', () => {
  it('is the same for the same text and defaults, whatever their order', () => {
    expect(toBatchId('a', { style: 'oil', width: 1 })).toBe(toBatchId('a', { width: 1, style: 'oil' }));
    expect(toBatchId('a', {})).toMatch(/^batch-[0-9a-f]{12}$/);
  });

  it('is another one for another text or another default', () => {
    expect(new Set([toBatchId('a', {}), toBatchId('b', {}), toBatchId('a', { width: 1 })]).size).toBe(3);
  });
});

describe('createBatchId', () => {
  it('is new each time', () => {
    expect(createBatchId()).not.toBe(createBatchId());
  });
});
