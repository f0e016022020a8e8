import { toPromptId, toSeed } from './to-prompt-id';

describe('toPromptId', () => {
  it('is a canonical UUID, the same for the same submission', () => {
    const id = toPromptId('kite-1/image/1');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(toPromptId('kite-1/image/1')).toBe(id);
    expect(toPromptId('kite-1/image/2')).not.toBe(id);
  });
});

describe('toSeed', () => {
  it('is a whole number that differs from submission to submission', () => {
    const seeds = ['kite-1/image/1', 'kite-1/image/2'].map(toSeed);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
    expect(new Set(seeds).size).toBe(2);
  });
});
