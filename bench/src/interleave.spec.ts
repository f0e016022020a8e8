import { interleave } from './interleave';

describe('interleave', () => {
  it('gives every contestant its turn before the next round begins', () => {
    const turns = interleave(['a', 'b', 'c'], 2).map(({ round, contestant }) => `${contestant}${round}`);
    expect(turns).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  });

  it('has no turns without contestants', () => {
    expect(interleave([], 3)).toEqual([]);
  });
});
