import { toFingerprint, toHistoryShard } from './to-history-shard';

const NAMESPACE = '0bd3b2f0-6f4b-4a1c-9d1e-3c5a54d7a0e1';
const LONG = 'a-workflow-id-that-is-rather-long-so-that-several-blocks-are-mixed';

describe('toFingerprint', () => {
  it.each([
    ['abcdefghijklmnopqrstuvwxyz', 2_513_786_326],
    [`${NAMESPACE}_`, 4_083_170_277],
    [`${NAMESPACE}_job-1`, 370_250_612],
    [`${NAMESPACE}_${LONG}`, 2_223_773_967],
  ])('of %s is what the engine’s library says', (text, expected) => {
    expect(toFingerprint(Buffer.from(text))).toBe(expected);
  });

  it('is for long texts only', () => {
    expect(() => toFingerprint(Buffer.from('short'))).toThrow(RangeError);
  });
});

describe('toHistoryShard', () => {
  it('counts from 1', () => {
    expect(toHistoryShard(NAMESPACE, 'job-1', 4)).toBe((370_250_612 % 4) + 1);
  });
});
