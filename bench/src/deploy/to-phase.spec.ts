import { toPhase } from './to-phase';

describe('toPhase', () => {
  it('counts what ended in it, and finds the longest gap, its edges included', () => {
    const ends = [900, 2_000, 1_000, 2_500, 6_000];
    expect(toPhase('during', { from: 1_000, until: 5_000 }, ends)).toEqual({
      name: 'during',
      seconds: 4,
      completed: 3,
      jobs_per_second: 0.75,
      longest_gap_seconds: 2.5,
    });
  });

  it('says of a phase without an end that its gap is all of it', () => {
    expect(toPhase('after', { from: 0, until: 3_000 }, [])).toMatchObject({
      completed: 0,
      jobs_per_second: 0,
      longest_gap_seconds: 3,
    });
  });
});
