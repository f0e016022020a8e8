import { isAtLeast } from './is-at-least';

describe('isAtLeast', () => {
  it.each([
    ['1.29.1', '1.29', true],
    ['1.29', '1.29', true],
    ['1.30.0-rc1', '1.29', true],
    ['2.0.0', '1.29', true],
    ['1.28.9', '1.29', false],
    ['1.9.0', '1.29', false],
    ['1', '1.29', false],
    ['', '1.29', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
