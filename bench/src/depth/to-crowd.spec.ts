import { toCrowd } from './to-crowd';

describe('toCrowd', () => {
  it('puts the holders before everybody of the same user', () => {
    const holders = Array.from({ length: 20 }, (_, index) => `holder-${index}`);
    const crowd = toCrowd({ holders, names: 30, prefix: 'name' });
    expect(crowd).toHaveLength(50);
    const ofOneUser = crowd
      .filter(({ user_id }) => user_id === 'user-3')
      .map(({ workflow_id }) => workflow_id);
    expect(ofOneUser).toEqual(['holder-3', 'holder-13', 'name-3', 'name-13', 'name-23']);
  });
});
