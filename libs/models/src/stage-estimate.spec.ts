import { blendSeconds, toRemainingSeconds } from './stage-estimate';

describe('toRemainingSeconds', () => {
  const usual = { image: 10, video: 40 };

  it('counts what is left of this stage and the whole of the next', () => {
    expect(toRemainingSeconds(['image', 'video'], usual, { stage: 'image', stagePercent: 50 })).toBeCloseTo(
      46,
    );
    expect(toRemainingSeconds(['image', 'video'], usual, { stage: 'video', stagePercent: 75 })).toBeCloseTo(
      11,
    );
    expect(toRemainingSeconds(['image'], usual, { stage: 'image', stagePercent: 0 })).toBeCloseTo(11);
  });
});

describe('blendSeconds', () => {
  it('begins with the first measurement and moves towards the latest', () => {
    expect(blendSeconds(undefined, 8)).toBe(8);
    expect(blendSeconds(8, 18)).toBeCloseTo(10);
  });
});
